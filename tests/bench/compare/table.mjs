// The comparison as a Markdown table: one row per measure, one column per engine, and the ratio of
// Entente to the best peer (below 1 is better for costs, above 1 for rates).

const query_names = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q6n', 'q7', 'q8', 'q9', 'q10', 'q11',
                     'q12'];
/** Measures: name, how it is read off an engine's results, and whether more is better. */
const measures = [
  ...query_names.map((name) => ({
    name: `${name}, CPU ms`,
    read: (r) => (r.query?.[name]?.ok === false ? 'wrong' : r.query?.[name]?.cpu_ms_op),
  })),
  {name: 'w1 load, rows per CPU s', read: (r) => r.load?.w1?.rows_per_cpu_s, more: true},
  {name: 'w1 load, rows per s', read: (r) => r.load?.w1?.rows_per_s, more: true},
  {name: 'disk, MB', read: (r) => r.load?.w1?.disk_mb},
  {name: 'w2 durable insert, median ms', read: (r) => r.write?.w2?.wall_ms_median},
  {name: 'w2r durable relationship, median ms', read: (r) => r.write?.w2r?.wall_ms_median},
  {name: 'w3 upserts, rows per CPU s', read: (r) => r.write?.w3?.rows_per_cpu_s, more: true},
  {name: 'open to first q1, ms', read: (r) => r.open?.first_q1_ms},
  {name: 'open to first q3, ms', read: (r) => r.open?.first_q3_ms},
  {name: 'memory added by open, MB', read: (r) => r.open?.added_mb},
];

function text_of(value) {
  if (value === undefined || value === null) return '–';
  if (typeof value !== 'number') return value;
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

export function ratio_table(results) {
  const engines = Object.keys(results);
  const lines = [`| | ${engines.join(' | ')} | Entente / best peer |`,
                 `|---|${'--:|'.repeat(engines.length + 1)}`];
  for (const {name, read, more} of measures) {
    const values = engines.map((engine) => read(results[engine] ?? {}));
    if (values.every((value) => value === undefined)) continue;
    const own = values[engines.indexOf('entente')];
    const others = values.filter((value, i) => engines[i] !== 'entente' && value > 0);
    const best = more ? Math.max(...others) : Math.min(...others);
    const ratio = typeof own === 'number' && others.length > 0 ? text_of(own / best) + '×' : '–';
    lines.push(`| ${name} | ${values.map(text_of).join(' | ')} | ${ratio} |`);
  }
  return lines.join('\n');
}
