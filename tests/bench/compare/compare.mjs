// Runs the relationship workload on Entente and on peers, one after the other on the same machine
// and data, and prints how many times faster or slower Entente is than the best of them.
//   node compare.mjs --data DATA --work FOLDER --entente PATH/TO/entente-bench [--peers sqlite,duckdb]
//                    [--phases load,open,query,write] [--only q1,q2] [--passes N] [--budget S]

import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';

import {ratio_table} from './table.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const {values: options} = parseArgs({
  options: {
    data: {type: 'string'},
    work: {type: 'string'},
    entente: {type: 'string'},
    peers: {type: 'string', default: 'sqlite,duckdb,kuzu,ladybug'},
    phases: {type: 'string', default: 'load,open,query,write'},
    only: {type: 'string', default: ''},
    passes: {type: 'string', default: '10'},
    budget: {type: 'string', default: '20'},
  },
});
if (!options.data || !options.work || !options.entente) {
  console.error('usage: node compare.mjs --data DATA --work FOLDER --entente PATH/TO/entente-bench');
  process.exit(2);
}
const phases = options.phases.split(',');
const peers = options.peers.split(',').filter(Boolean);
const tuning = ['--passes', options.passes, '--budget', options.budget];
if (options.only) tuning.push('--only', options.only);
fs.mkdirSync(options.work, {recursive: true});

/** What a program prints as JSON on its last line, or the reason why there is none. */
function result_of(program, parameters, limit_ms) {
  const run = spawnSync(program, parameters, {encoding: 'utf8', timeout: limit_ms,
                                              maxBuffer: 1 << 28});
  if (run.error) return {error: run.error.code === 'ETIMEDOUT' ? 'out of time' : String(run.error)};
  try {
    return JSON.parse(run.stdout);
  } catch {
    return {error: (run.stderr || `ended with ${run.status ?? run.signal}`).slice(-300)};
  }
}

// A query that does not come to an end takes its whole process with it, so every query has one.
function queries_of(peer, database) {
  const results = {};
  const wanted = options.only.split(',').filter(Boolean);
  const names = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q6n', 'q7', 'q8', 'q9', 'q10', 'q11', 'q12'];
  for (const name of names.filter((q) => wanted.length === 0 || wanted.includes(q))) {
    const limit_ms = Number(options.budget) * 1e3 * 4;
    const result = result_of('node', [path.join(here, 'worker.mjs'), peer, 'query', options.data,
                                      database, '--only', name, '--passes', options.passes,
                                      '--budget', options.budget], limit_ms);
    results[name] = result.error ? result : result[name] ?? {error: 'cannot be said'};
  }
  return results;
}

function run_peer(peer) {
  const database = path.join(options.work, peer + '.db');
  const results = {};
  for (const phase of phases) {
    console.error(`${peer}: ${phase}`);
    results[phase] = phase === 'query'
        ? queries_of(peer, database)
        : result_of('node', [path.join(here, 'worker.mjs'), peer, phase, options.data, database,
                             ...tuning], 3600e3);
  }
  return results;
}

console.error('entente: ' + phases.join(', '));
const results = {
  entente: result_of(options.entente, [options.data, path.join(options.work, 'entente.db'),
                                       '--phases', phases.join(','), ...tuning], 7200e3),
};
for (const peer of peers) results[peer] = run_peer(peer);
fs.writeFileSync(path.join(options.work, 'results.json'), JSON.stringify(results, null, 1) + '\n');
console.log(ratio_table(results));
