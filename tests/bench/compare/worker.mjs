// One phase of one peer in a process of its own, so that memory and CPU time are the phase's own.
// Prints one JSON object of the shape that entente-bench prints for the phase.
//   node worker.mjs PEER load|open|query|write DATA DATABASE [--only q1,q2] [--passes N] [--budget S]

import fs from 'node:fs';
import path from 'node:path';
import {parseArgs} from 'node:util';

import {DataFolder, agrees, csv_rows, fold, query_names} from './workload.mjs';

const {values: options, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    only: {type: 'string', default: ''},
    passes: {type: 'string', default: '10'},
    budget: {type: 'string', default: '20'},
  },
});
const [peer_name, phase, data_path, database] = positionals;
const only = options.only.split(',').filter(Boolean);
const wanted = (name) => only.length === 0 || only.includes(name);
const budget_ms = Number(options.budget) * 1e3;
const passes = Number(options.passes);

const wall_ms = () => performance.now();
const cpu_ms = () => {
  const usage = process.cpuUsage();
  return (usage.user + usage.system) / 1e3;
};
const resident_mb = () => process.memoryUsage().rss / 1e6;

/** Bytes of the database: a folder, or a file with others named after it. */
function disk_mb(file) {
  const size = (name) => {
    const stat = fs.lstatSync(name);
    if (!stat.isDirectory()) return stat.size;
    return fs.readdirSync(name).reduce((sum, entry) => sum + size(path.join(name, entry)), 0);
  };
  const folder = path.dirname(file);
  const base = path.basename(file);
  const parts = fs.readdirSync(folder).filter((name) => name === base || name.startsWith(base + '.')
                                                        || name.startsWith(base + '-'));
  return parts.reduce((sum, name) => sum + size(path.join(folder, name)), 0) / 1e6;
}

async function load(peer, data) {
  const wall = wall_ms();
  const cpu = cpu_ms();
  await peer.load(data, database);
  const used = cpu_ms() - cpu;
  const taken = wall_ms() - wall;
  return {w1: {rows: data.rows, cpu_ms: used, wall_ms: taken, rows_per_cpu_s: data.rows / used * 1e3,
               rows_per_s: data.rows / taken * 1e3, disk_mb: disk_mb(database)}};
}

async function open(peer, data) {
  const before = resident_mb();
  const wall = wall_ms();
  await peer.open(database);
  const open_ms = wall_ms() - wall;
  await peer.queries.q1(data.parameters.q1[0]);
  const first_q1_ms = wall_ms() - wall;
  const added_mb = resident_mb() - before;
  await peer.queries.q3(data.parameters.q3[0]);
  return {open_ms, first_q1_ms, first_q3_ms: wall_ms() - wall, added_mb};
}

/** The least CPU time of the passes, per operation; the budget may end a pass early. */
async function measure(ask, data, name) {
  const operations = data.operations(name);
  let least = Infinity;
  let least_wall = Infinity;
  let answers = [];
  const begin = wall_ms();
  for (let pass = 0; pass <= passes; ++pass) {
    const given = [];
    const wall = wall_ms();
    const cpu = cpu_ms();
    for (const parameters of operations) {
      given.push(await ask(parameters));
      if (wall_ms() - wall > budget_ms) break;
    }
    least = Math.min(least, (cpu_ms() - cpu) / given.length);
    least_wall = Math.min(least_wall, (wall_ms() - wall) / given.length);
    if (pass === 0) answers = given;
    if (wall_ms() - begin > budget_ms) break;
  }
  const complete = answers.length === operations.length;
  const ok = complete ? agrees(fold(name, answers), data.expected[name]) : null;
  const result = {operations: answers.length, ok, cpu_ms_op: least, wall_ms_op: least_wall};
  return ok === false ? {...result, answer: fold(name, answers)} : result;
}

async function query(peer, data) {
  await peer.open(database);
  const results = {};
  for (const name of query_names.filter(wanted)) {
    if (!peer.queries[name]) continue;
    try {
      results[name] = await measure((parameters) => peer.queries[name](parameters), data, name);
    } catch (error) {
      results[name] = {error: String(error.message ?? error).slice(0, 200)};
    }
  }
  return results;
}

async function singles(insert, rows) {
  const walls = [];
  const begin = wall_ms();
  const cpu = cpu_ms();
  for (const row of rows) {
    const one = wall_ms();
    await insert(row);
    walls.push(wall_ms() - one);
    if (wall_ms() - begin > budget_ms) break;
  }
  const used = cpu_ms() - cpu;
  const taken = wall_ms() - begin;
  walls.sort((a, b) => a - b);
  return {operations: walls.length, wall_ms_median: walls[walls.length >> 1],
          wall_ms_p99: walls[Math.floor(walls.length * 0.99)], cpu_ms_op: used / walls.length,
          per_s: walls.length / taken * 1e3};
}

async function upserts(peer, data, rows) {
  const batch_rows = 1000;
  const wall = wall_ms();
  const cpu = cpu_ms();
  let done = 0;
  while (done < rows.length && wall_ms() - wall < budget_ms) {
    await peer.writes.w3(rows.slice(done, done + batch_rows));
    done = Math.min(done + batch_rows, rows.length);
  }
  const used = cpu_ms() - cpu;
  const taken = wall_ms() - wall;
  const ok = done < rows.length ? null : agrees(await peer.writes.w3_check(), data.expected.w3);
  return {rows: done, ok, rows_per_cpu_s: done / used * 1e3, rows_per_s: done / taken * 1e3};
}

async function write(peer, data) {
  const copy = database + '.writes';
  for (const suffix of ['', '-wal', '-shm', '.wal']) {
    fs.rmSync(copy + suffix, {recursive: true, force: true});
  }
  fs.cpSync(database, copy, {recursive: true});
  await peer.open(copy);
  const rows = (name) => [...csv_rows(path.join(data.folder, name))];
  const results = {};
  for (const [name, file] of [['w2', 'w2_nodes.csv'], ['w2r', 'w2_rels.csv']]) {
    if (wanted(name)) results[name] = await singles(peer.writes[name], rows(file));
  }
  if (wanted('w3')) {
    const wanted_rows = rows('w3_upserts.csv').map(
        ([s, d, amount, source]) => ({s, d, amount: Number(amount), source}));
    results.w3 = await upserts(peer, data, wanted_rows);
  }
  return results;
}

const {default: Peer} = await import(`./peers/${peer_name}.mjs`);
const result = await {load, open, query, write}[phase](new Peer(), new DataFolder(data_path));
fs.writeSync(1, JSON.stringify(result) + '\n');
// Some bindings keep threads of their own alive.
process.exit(0);
