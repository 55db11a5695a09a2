// SQLite through better-sqlite3: one table per label and type, the latter clustered by source with
// an index by target; durable commits.

import fs from 'node:fs';

import Database from 'better-sqlite3';

import {csv_rows, labels, relationships} from '../workload.mjs';

const types = Object.keys(relationships);
const all = (columns) => types.map((type) => `SELECT ${columns} FROM ${type}`).join(' UNION ALL ');
const step = types.map((type) => `SELECT x.dst, r.d + 1 FROM r JOIN ${type} x ON x.src = r.n
                                  WHERE r.d < 4`).join(' UNION ');

const texts = {
  q1: 'SELECT name, score, since FROM Person WHERE id = ?',
  q2: `WITH a AS (SELECT nid FROM Company WHERE id = $a)
       SELECT n.id FROM a CROSS JOIN OWNS r ON r.src = a.nid JOIN Pipeline n ON n.nid = r.dst
       UNION ALL
       SELECT n.id FROM a CROSS JOIN OPERATES r ON r.src = a.nid JOIN Pipeline n ON n.nid = r.dst
       UNION ALL
       SELECT n.id FROM a CROSS JOIN TRADES_WITH r ON r.src = a.nid JOIN Company n ON n.nid = r.dst
       UNION ALL
       SELECT n.id FROM a CROSS JOIN LOCATED_IN r ON r.src = a.nid JOIN Country n ON n.nid = r.dst`,
  q3: `SELECT count(DISTINCT y.dst) FROM Company a JOIN TRADES_WITH x ON x.src = a.nid
       JOIN TRADES_WITH y ON y.src = x.dst WHERE a.id = ?`,
  q4: `SELECT count(DISTINCT z.dst) FROM Company a JOIN TRADES_WITH x ON x.src = a.nid
       JOIN TRADES_WITH y ON y.src = x.dst JOIN TRADES_WITH z ON z.src = y.dst WHERE a.id = ?`,
  q5: `WITH RECURSIVE a(n) AS (SELECT nid FROM Company WHERE id = $a),
         b(n) AS (SELECT nid FROM Company WHERE id = $b),
         r(n, d) AS (SELECT n, 0 FROM a
                     UNION SELECT t.dst, r.d + 1 FROM r JOIN TRADES_WITH t ON t.src = r.n
                     WHERE r.d < 6)
       SELECT d FROM r WHERE n = (SELECT n FROM b) LIMIT 1`,
  q6: `WITH RECURSIVE r(n, d) AS (SELECT nid, 0 FROM Person WHERE id = $a UNION ${step})
       SELECT count(DISTINCT n) FROM r
       WHERE d > 0 AND n <> (SELECT nid FROM Person WHERE id = $a)`,
  q7: `SELECT count(*) FROM TRADES_WITH x JOIN TRADES_WITH y ON y.src = x.dst
       JOIN TRADES_WITH z ON z.src = x.src AND z.dst = y.dst`,
  q8: `SELECT n.id, r.k FROM (SELECT dst, count(*) AS k FROM MENTIONS GROUP BY dst) r
       JOIN Company n ON n.nid = r.dst ORDER BY r.k DESC, n.id LIMIT 10`,
  q9: `SELECT p.id, c.id, l.id, l.score FROM LEADS x JOIN Person p ON p.nid = x.src
       JOIN Company c ON c.nid = x.dst JOIN OWNS y ON y.src = c.nid
       JOIN Pipeline l ON l.nid = y.dst WHERE l.score >= ? AND c.since < ?
       ORDER BY l.score DESC, p.id, c.id, l.id LIMIT 20`,
  q10: 'SELECT count(*) FROM Document WHERE score >= ? AND score < ? AND since >= ?',
  q11: `SELECT sum(n), sum(s) FROM (${all('count(*) AS n, sum(amount) AS s')})`,
  q12: 'SELECT count(*) FROM TRADES_WITH x JOIN TRADES_WITH y ON y.src = x.dst',
};

export default class Sqlite {
  load(data, file) {
    for (const suffix of ['', '-wal', '-shm']) fs.rmSync(file + suffix, {force: true});
    const db = new Database(file);
    db.pragma('synchronous = OFF');
    db.pragma('journal_mode = OFF');
    const nids = new Map();
    const fill = (statement, rows) => db.transaction(() => {
      for (const row of rows) statement.run(...row);
    })();
    for (const label of labels) {
      db.exec(`CREATE TABLE ${label}(nid INTEGER PRIMARY KEY, id TEXT, name TEXT, score INTEGER,
               since TEXT)`);
      fill(db.prepare(`INSERT INTO ${label} VALUES (?,?,?,?,?)`), function* () {
        for (const [id, name, score, since] of csv_rows(data.node_file(label))) {
          nids.set(id, nids.size);
          yield [nids.get(id), id, name, Number(score), since];
        }
      }());
      db.exec(`CREATE UNIQUE INDEX ${label}_id ON ${label}(id)`);
    }
    for (const type of types) {
      // Sorted first: the fastest way to fill a clustered table.
      db.exec('CREATE TEMP TABLE rows(src INTEGER, dst INTEGER, amount REAL, source TEXT)');
      fill(db.prepare('INSERT INTO rows VALUES (?,?,?,?)'), function* () {
        for (const [source, target] of relationships[type]) {
          for (const row of csv_rows(data.relationship_file(type, source, target))) {
            yield [nids.get(row[0]), nids.get(row[1]), Number(row[2]), row[3]];
          }
        }
      }());
      db.exec(`CREATE TABLE ${type}(src INTEGER, dst INTEGER, amount REAL, source TEXT,
                                    PRIMARY KEY(src, dst)) WITHOUT ROWID;
               INSERT INTO ${type} SELECT * FROM rows ORDER BY src, dst; DROP TABLE rows;
               CREATE INDEX ${type}_dst ON ${type}(dst, src)`);
    }
    db.exec('ANALYZE');
    db.pragma('journal_mode = WAL');
    db.close();
  }

  open(file) {
    this.db = new Database(file);
    this.db.pragma('journal_mode = WAL');
    this.db.pragma('synchronous = FULL');
    this.db.pragma('cache_size = -1000000');
    this.db.pragma('mmap_size = 8589934592');
    this.db.pragma('temp_store = MEMORY');
    this.statements = {};
  }

  #rows(name, ...parameters) {
    this.statements[name] ??= this.db.prepare(texts[name]).raw();
    return this.statements[name].all(...parameters);
  }
  #scalar(name, ...parameters) { return this.#rows(name, ...parameters)[0]?.[0] ?? null; }

  queries = {
    q1: (id) => this.#rows('q1', id)[0],
    q2: (id) => this.#rows('q2', {a: id}).map((row) => row[0]),
    q3: (id) => this.#scalar('q3', id),
    q4: (id) => this.#scalar('q4', id),
    q5: ([a, b]) => this.#scalar('q5', {a, b}) ?? -1,
    q6: (id) => this.#scalar('q6', {a: id}),
    q7: () => this.#scalar('q7'),
    q8: () => this.#rows('q8'),
    q9: (p) => this.#rows('q9', p.min_score, p.before),
    q10: (p) => this.#scalar('q10', p.lo, p.hi, p.from),
    q11: () => { const [rows, sum] = this.#rows('q11')[0]; return {rows, sum}; },
    q12: () => this.#scalar('q12'),
  };

  #write(name, text) { return this.statements[name] ??= this.db.prepare(text); }

  writes = {
    w2: ([id, name, score, since]) =>
        this.#write('w2', 'INSERT INTO Document(id, name, score, since) VALUES (?,?,?,?)')
            .run(id, name, Number(score), since),
    w2r: ([a, b, amount, source]) =>
        this.#write('w2r', `INSERT INTO MENTIONS SELECT d.nid, p.nid, $amount, $source
                            FROM Document d, Person p WHERE d.id = $a AND p.id = $b`)
            .run({a, b, amount: Number(amount), source}),
    w3: (rows) => {
      const statement = this.#write('w3', `INSERT INTO TRADES_WITH
          SELECT a.nid, b.nid, $amount, $source FROM Company a, Company b
          WHERE a.id = $s AND b.id = $d
          ON CONFLICT(src, dst) DO UPDATE SET amount = excluded.amount, source = excluded.source`);
      this.db.transaction(() => { for (const row of rows) statement.run(row); })();
    },
    w3_check: () => this.db.prepare('SELECT count(*) AS rows, sum(amount) AS sum FROM TRADES_WITH')
                        .get(),
  };
}
