// What every peer is asked, how its answers are compared, and how CSV files of a data folder are
// read. The same definitions as tests/bench/workload/read_queries.cpp, which asks Entente.

import fs from 'node:fs';
import path from 'node:path';

/** Node tables and, by relationship type, the pairs of tables its relationships join. */
export const labels = ['Person', 'Company', 'Country', 'Pipeline', 'Currency', 'Document'];
export const relationships = {
  LEADS: [['Person', 'Company']],
  OWNS: [['Company', 'Pipeline']],
  OPERATES: [['Company', 'Pipeline']],
  TRADES_WITH: [['Company', 'Company']],
  KNOWS: [['Person', 'Person']],
  LOCATED_IN: [['Company', 'Country']],
  USES: [['Country', 'Currency']],
  SANCTIONS: [['Country', 'Company'], ['Country', 'Person']],
  MENTIONS: [['Document', 'Person'], ['Document', 'Company']],
};

/** Slow queries last, so that a peer that dies of one has answered the others. */
export const query_names = ['q1', 'q2', 'q3', 'q8', 'q10', 'q11', 'q9', 'q12', 'q5', 'q4', 'q6',
                            'q7', 'q6n'];

export class DataFolder {
  constructor(folder) {
    this.folder = folder;
    this.manifest = this.#json('manifest.json');
    this.parameters = this.#json('params.json');
    this.expected = this.#json('expected.json');
    this.expected.q6n = this.expected.q6;
  }

  get rows() { return this.manifest.total_nodes + this.manifest.total_rels; }

  node_file(label) { return path.join(this.folder, 'nodes', `${label}.csv`); }

  relationship_file(type, source, target) {
    return path.join(this.folder, 'rels', `${type}.${source}.${target}.csv`);
  }

  /** The parameters of each operation of a query. */
  operations(query) {
    const one_each = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6'];
    if (query === 'q6n') return this.parameters.q6;
    return one_each.includes(query) ? this.parameters[query] : [this.parameters[query] ?? null];
  }

  #json(name) { return JSON.parse(fs.readFileSync(path.join(this.folder, name), 'utf8')); }
}

/** Rows of a CSV file without its header; the generator quotes nothing. */
export function* csv_rows(file) {
  const text = fs.readFileSync(file, 'latin1');
  for (let begin = text.indexOf('\n') + 1; begin < text.length;) {
    let end = text.indexOf('\n', begin);
    if (end < 0) end = text.length;
    yield text.slice(begin, end).split(',');
    begin = end + 1;
  }
}

/** Turns the answers of a query's operations into what expected.json holds. */
export function fold(query, answers) {
  if (query === 'q1') {
    return {rows: answers.length, sum: answers.reduce((sum, row) => sum + Number(row[1]), 0)};
  }
  if (query === 'q2') {
    const ids = answers.flat();
    return {rows: ids.length, sum: ids.reduce((sum, id) => sum + Number(id.slice(1)), 0)};
  }
  const several = ['q3', 'q4', 'q5', 'q6', 'q6n'].includes(query);
  if (several) return answers.map(Number);
  return ['q7', 'q10', 'q12'].includes(query) ? Number(answers[0]) : answers[0];
}

/** Sums of floats may differ by the order of summation, everything else must be equal. */
export function agrees(answer, expected) {
  if (answer?.sum !== undefined && expected.sum !== undefined) {
    return answer.rows === expected.rows && Math.abs(answer.sum - expected.sum) < 0.01;
  }
  return JSON.stringify(answer) === JSON.stringify(expected);
}
