// DuckDB through its own binding, one thread: relationship tables in source order, so that zone maps
// cut a neighbour lookup to a row group, with an index on the source.

import fs from 'node:fs';

import {DuckDBInstance} from '@duckdb/node-api';

import {labels, relationships} from '../workload.mjs';

const types = Object.keys(relationships);
const all = (columns) => types.map((type) => `SELECT ${columns} FROM ${type}`).join(' UNION ALL ');
const texts = {
  q1: 'SELECT name, score, since FROM Person WHERE id = $1',
  // The start node is looked up by a statement of its own: inside of one the index is not used.
  company: 'SELECT nid FROM Company WHERE id = $1',
  q2: `SELECT n.id FROM (SELECT dst FROM OWNS WHERE src = $1
                         UNION ALL SELECT dst FROM OPERATES WHERE src = $1) r
       JOIN Pipeline n ON n.nid = r.dst
       UNION ALL SELECT n.id FROM TRADES_WITH r JOIN Company n ON n.nid = r.dst WHERE r.src = $1
       UNION ALL SELECT n.id FROM LOCATED_IN r JOIN Country n ON n.nid = r.dst WHERE r.src = $1`,
  q3: `SELECT count(DISTINCT y.dst) FROM Company a JOIN TRADES_WITH x ON x.src = a.nid
       JOIN TRADES_WITH y ON y.src = x.dst WHERE a.id = $1`,
  q4: `SELECT count(DISTINCT z.dst) FROM Company a JOIN TRADES_WITH x ON x.src = a.nid
       JOIN TRADES_WITH y ON y.src = x.dst JOIN TRADES_WITH z ON z.src = y.dst WHERE a.id = $1`,
  q5: `WITH RECURSIVE r(n, d) USING KEY (n) AS (
         SELECT nid, 0 FROM Company WHERE id = $1
         UNION
         SELECT t.dst, min(r.d) + 1 FROM r JOIN TRADES_WITH t ON t.src = r.n
         WHERE r.d < 6 AND NOT EXISTS (SELECT 1 FROM recurring.r k WHERE k.n = t.dst)
           AND NOT EXISTS (SELECT 1 FROM recurring.r k JOIN Company c ON c.nid = k.n
                           WHERE c.id = $2)
         GROUP BY t.dst)
       SELECT d FROM r JOIN Company c ON c.nid = r.n WHERE c.id = $2`,
  q6: `WITH RECURSIVE e AS (${all('src, dst')}), r(n, d) USING KEY (n) AS (
         SELECT nid, 0 FROM Person WHERE id = $1
         UNION
         SELECT e.dst, min(r.d) + 1 FROM r JOIN e ON e.src = r.n
         WHERE r.d < 4 AND NOT EXISTS (SELECT 1 FROM recurring.r k WHERE k.n = e.dst)
         GROUP BY e.dst)
       SELECT count(*) - 1 FROM r`,
  q6n: `WITH RECURSIVE e AS (${all('src, dst')}), r(n, d) AS (
          SELECT nid, 0 FROM Person WHERE id = $1
          UNION SELECT e.dst, r.d + 1 FROM r JOIN e ON e.src = r.n WHERE r.d < 4)
        SELECT count(DISTINCT n) FROM r
        WHERE d > 0 AND n <> (SELECT nid FROM Person WHERE id = $1)`,
  q7: `SELECT count(*) FROM TRADES_WITH x JOIN TRADES_WITH y ON y.src = x.dst
       JOIN TRADES_WITH z ON z.src = x.src AND z.dst = y.dst`,
  q8: `SELECT n.id, r.k FROM (SELECT dst, count(*) AS k FROM MENTIONS GROUP BY dst) r
       JOIN Company n ON n.nid = r.dst ORDER BY r.k DESC, n.id LIMIT 10`,
  q9: `SELECT p.id, c.id, l.id, l.score FROM LEADS x JOIN Person p ON p.nid = x.src
       JOIN Company c ON c.nid = x.dst JOIN OWNS y ON y.src = c.nid
       JOIN Pipeline l ON l.nid = y.dst WHERE l.score >= $1 AND c.since < CAST($2 AS DATE)
       ORDER BY l.score DESC, p.id, c.id, l.id LIMIT 20`,
  q10: `SELECT count(*) FROM Document
        WHERE score >= $1 AND score < $2 AND since >= CAST($3 AS DATE)`,
  q11: `SELECT sum(n)::BIGINT, sum(s) FROM (${all('count(*) AS n, sum(amount) AS s')})`,
  q12: 'SELECT count(*) FROM TRADES_WITH x JOIN TRADES_WITH y ON y.src = x.dst',
  w2: 'INSERT INTO Document VALUES ($1, $2, $3, $4, CAST($5 AS DATE))',
  w2r: `INSERT INTO MENTIONS SELECT d.nid, p.nid, $3, $4 FROM Document d, Person p
        WHERE d.id = $1 AND p.id = $2`,
  w3: `MERGE INTO TRADES_WITH t
       USING (SELECT a.nid AS src, b.nid AS dst, u.amount, u.source
              FROM upserts u JOIN Company a ON a.id = u.s JOIN Company b ON b.id = u.d) u
       ON t.src = u.src AND t.dst = u.dst
       WHEN MATCHED THEN UPDATE SET amount = u.amount, source = u.source
       WHEN NOT MATCHED THEN INSERT VALUES (u.src, u.dst, u.amount, u.source)`,
};

export default class Duckdb {
  async open(file) {
    this.instance = await DuckDBInstance.create(file, {threads: '1'});
    this.connection = await this.instance.connect();
    this.statements = {};
  }

  async load(data, file) {
    for (const suffix of ['', '.wal']) fs.rmSync(file + suffix, {force: true});
    await this.open(file);
    const run = (text) => this.connection.run(text);
    let first = 0;
    for (const label of labels) {
      await run(`CREATE TABLE ${label}(nid INTEGER, id VARCHAR PRIMARY KEY, name VARCHAR,
                 score BIGINT, since DATE)`);
      await run(`INSERT INTO ${label} SELECT ${first} + row_number() OVER () - 1, * FROM
                 read_csv('${data.node_file(label)}', header = true, columns = {'id': 'VARCHAR',
                 'name': 'VARCHAR', 'score': 'BIGINT', 'since': 'DATE'})`);
      first += data.manifest.nodes[label];
    }
    for (const type of types) {
      await run(`CREATE TABLE ${type}(src INTEGER, dst INTEGER, amount DOUBLE, source VARCHAR)`);
      for (const [source, target] of relationships[type]) {
        await run(`INSERT INTO ${type} SELECT a.nid, b.nid, r.amount, r.source FROM
                   read_csv('${data.relationship_file(type, source, target)}', header = true,
                            columns = {'from': 'VARCHAR', 'to': 'VARCHAR', 'amount': 'DOUBLE',
                                       'source': 'VARCHAR'}) r
                   JOIN ${source} a ON a.id = r."from" JOIN ${target} b ON b.id = r."to"
                   ORDER BY a.nid, b.nid`);
      }
      await run(`CREATE INDEX ${type}_src ON ${type}(src)`);
    }
    await run('CHECKPOINT');
    this.connection.closeSync();
    this.instance.closeSync();
  }

  async #rows(name, ...parameters) {
    const statement = this.statements[name] ??= await this.connection.prepare(texts[name]);
    parameters.forEach((value, i) => {
      if (typeof value === 'string') statement.bindVarchar(i + 1, value);
      else if (Number.isInteger(value)) statement.bindInteger(i + 1, value);
      else statement.bindDouble(i + 1, value);
    });
    return (await statement.runAndReadAll()).getRows();
  }
  async #scalar(name, ...parameters) { return (await this.#rows(name, ...parameters))[0]?.[0]; }

  queries = {
    q1: async (id) => (await this.#rows('q1', id))[0],
    q2: async (id) => (await this.#rows('q2', await this.#scalar('company', id)))
                          .map((row) => row[0]),
    q3: (id) => this.#scalar('q3', id),
    q4: (id) => this.#scalar('q4', id),
    q5: async ([a, b]) => (await this.#scalar('q5', a, b)) ?? -1,
    q6: (id) => this.#scalar('q6', id),
    q6n: (id) => this.#scalar('q6n', id),
    q7: () => this.#scalar('q7'),
    q8: async () => (await this.#rows('q8')).map(([id, k]) => [id, Number(k)]),
    q9: async (p) => (await this.#rows('q9', p.min_score, p.before))
                         .map((row) => [...row.slice(0, 3), Number(row[3])]),
    q10: (p) => this.#scalar('q10', p.lo, p.hi, p.from),
    q11: async () => {
      const [rows, sum] = (await this.#rows('q11'))[0];
      return {rows: Number(rows), sum};
    },
    q12: () => this.#scalar('q12'),
  };

  writes = {
    w2: async ([id, name, score, since]) => {
      this.next ??= await this.#count('SELECT max(nid) + 1 FROM Document');
      await this.#rows('w2', this.next++, id, name, Number(score), since);
    },
    w2r: async ([a, b, amount, source]) => {
      const statement = this.statements.w2r ??= await this.connection.prepare(texts.w2r);
      statement.bindVarchar(1, a);
      statement.bindVarchar(2, b);
      statement.bindDouble(3, Number(amount));
      statement.bindVarchar(4, source);
      await statement.run();
    },
    w3: async (rows) => {
      await this.connection.run('CREATE OR REPLACE TEMP TABLE upserts(s VARCHAR, d VARCHAR, '
                                + 'amount DOUBLE, source VARCHAR)');
      const appender = await this.connection.createAppender('upserts');
      for (const row of rows) {
        appender.appendVarchar(row.s);
        appender.appendVarchar(row.d);
        appender.appendDouble(row.amount);
        appender.appendVarchar(row.source);
        appender.endRow();
      }
      appender.flushSync();
      appender.closeSync();
      await this.connection.run(texts.w3);
    },
    w3_check: async () => {
      const reader = await this.connection.runAndReadAll(
          'SELECT count(*), sum(amount) FROM TRADES_WITH');
      const [rows, sum] = reader.getRows()[0];
      return {rows: Number(rows), sum};
    },
  };

  async #count(text) { return Number((await this.connection.runAndReadAll(text)).getRows()[0][0]); }
}
