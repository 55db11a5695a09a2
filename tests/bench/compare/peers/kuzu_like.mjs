// The workload for engines with Kùzu's programming interface.

import fs from 'node:fs';

import {labels, relationships} from '../workload.mjs';

const company = (name) => `(${name}:Company)`;
const trades = '-[:TRADES_WITH]->';
const texts = {
  q1: 'MATCH (n:Person {id: $id}) RETURN n.name AS name, n.score AS score, n.since AS since',
  q2: 'MATCH (a:Company {id: $id})-[r]->(b) RETURN b.id AS id',
  q3: `MATCH (a:Company {id: $id})${trades}${company('b')}${trades}${company('c')}
       RETURN count(DISTINCT c) AS n`,
  q4: `MATCH (a:Company {id: $id})${trades}${company('b')}${trades}${company('c')}${trades}
       ${company('d')} RETURN count(DISTINCT d) AS n`,
  q5: `MATCH (a:Company {id: $a})-[e:TRADES_WITH* SHORTEST 1..6]->(b:Company {id: $b})
       RETURN length(e) AS n`,
  q6: `MATCH (a:Person {id: $id})-[e* SHORTEST 1..4]->(b) WHERE b.id <> $id
       RETURN count(*) AS n`,
  q6n: 'MATCH (a:Person {id: $id})-[e*1..4]->(b) WHERE b.id <> $id RETURN count(DISTINCT b) AS n',
  q7: `MATCH ${company('a')}${trades}${company('b')}${trades}${company('c')}, (a)${trades}(c)
       RETURN count(*) AS n`,
  q8: `MATCH (d:Document)-[:MENTIONS]->(c:Company) RETURN c.id AS id, count(*) AS k
       ORDER BY k DESC, id LIMIT 10`,
  q9: `MATCH (p:Person)-[:LEADS]->(c:Company)-[:OWNS]->(l:Pipeline)
       WHERE l.score >= $score AND c.since < $before
       RETURN p.id AS pid, c.id AS cid, l.id AS lid, l.score AS s
       ORDER BY s DESC, pid, cid, lid LIMIT 20`,
  q10: `MATCH (d:Document) WHERE d.score >= $low AND d.score < $high AND d.since >= $from
        RETURN count(*) AS n`,
  q11: 'MATCH ()-[r]->() RETURN count(*) AS n, sum(r.amount) AS s',
  q12: `MATCH ${company('a')}${trades}${company('b')}${trades}${company('c')}
        RETURN count(*) AS n`,
  w2: 'CREATE (:Document {id: $id, name: $name, score: $score, since: $since})',
  w2r: `MATCH (d:Document {id: $a}), (p:Person {id: $b})
        CREATE (d)-[:MENTIONS {amount: $amount, source: $source}]->(p)`,
  // A list that mixes whole and broken numbers is refused, so the amounts go as text.
  w3: `UNWIND $rows AS r MATCH (a:Company {id: r.s}), (b:Company {id: r.d})
       MERGE (a)-[e:TRADES_WITH]->(b)
       ON CREATE SET e.amount = CAST(r.amount AS DOUBLE), e.source = r.source
       ON MATCH SET e.amount = CAST(r.amount AS DOUBLE), e.source = r.source`,
};
// The bindings take a whole number for an integer, which a DOUBLE column refuses.
const as_double = (number) => Number(number) + 1e-9;

export class KuzuLike {
  constructor(engine) { this.engine = engine; }

  open(file) {
    this.db = new this.engine.Database(file);
    this.db.initSync();
    this.connection = new this.engine.Connection(this.db, 1);
    this.connection.initSync();
    this.statements = {};
  }

  load(data, file) {
    fs.rmSync(file, {recursive: true, force: true});
    fs.rmSync(file + '.wal', {force: true});
    this.open(file);
    for (const label of labels) {
      this.#run(`CREATE NODE TABLE ${label}(id STRING PRIMARY KEY, name STRING, score INT64,
                 since DATE)`);
      this.#run(`COPY ${label} FROM '${data.node_file(label)}' (HEADER=true)`);
    }
    for (const [type, pairs] of Object.entries(relationships)) {
      const ends = pairs.map(([source, target]) => `FROM ${source} TO ${target}`).join(', ');
      this.#run(`CREATE REL TABLE ${type}(${ends}, amount DOUBLE, source STRING)`);
      for (const [source, target] of pairs) {
        const which = pairs.length > 1 ? `, from='${source}', to='${target}'` : '';
        this.#run(`COPY ${type} FROM '${data.relationship_file(type, source, target)}'
                   (HEADER=true${which})`);
      }
    }
    this.#run('CHECKPOINT');
    this.connection.closeSync();
    this.db.closeSync();
  }

  #take(result) {
    const rows = [];
    while (result.hasNext()) rows.push(result.getNextSync());
    result.close();
    return rows;
  }
  #run(text) { return this.#take(this.connection.querySync(text)); }
  #rows(name, parameters = {}) {
    const statement = this.statements[name] ??= this.connection.prepareSync(texts[name]);
    if (!statement.isSuccess()) throw new Error(statement.getErrorMessage());
    return this.#take(this.connection.executeSync(statement, parameters));
  }
  #scalar(name, parameters) { return this.#rows(name, parameters)[0]?.n ?? null; }

  queries = {
    q1: (id) => Object.values(this.#rows('q1', {id})[0]),
    q2: (id) => this.#rows('q2', {id}).map((row) => row.id),
    q3: (id) => this.#scalar('q3', {id}),
    q4: (id) => this.#scalar('q4', {id}),
    q5: ([a, b]) => this.#scalar('q5', {a, b}) ?? -1,
    q6: (id) => this.#scalar('q6', {id}),
    q6n: (id) => this.#scalar('q6n', {id}),
    q7: () => this.#scalar('q7'),
    q8: () => this.#rows('q8').map((row) => [row.id, Number(row.k)]),
    q9: (p) => this.#rows('q9', {score: p.min_score, before: new Date(p.before)})
                   .map((row) => [row.pid, row.cid, row.lid, Number(row.s)]),
    q10: (p) => this.#scalar('q10', {low: p.lo, high: p.hi, from: new Date(p.from)}),
    q11: () => { const row = this.#rows('q11')[0]; return {rows: Number(row.n), sum: row.s}; },
    q12: () => this.#scalar('q12'),
  };

  writes = {
    w2: ([id, name, score, since]) =>
        this.#rows('w2', {id, name, score: Number(score), since: new Date(since)}),
    w2r: ([a, b, amount, source]) => this.#rows('w2r', {a, b, amount: as_double(amount), source}),
    w3: (rows) => this.#rows('w3', {rows: rows.map((row) => ({...row,
                                                              amount: row.amount.toFixed(2)}))}),
    w3_check: () => {
      const row = this.#run('MATCH ()-[e:TRADES_WITH]->() RETURN count(*) AS n, sum(e.amount) AS s');
      return {rows: Number(row[0].n), sum: row[0].s};
    },
  };
}
