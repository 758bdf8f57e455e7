import { describe, expect, it, onTestFinished } from 'vitest';
import { as, databases } from './databases.js';

const LONG = '{"id":12345678901234567890}';
const STATEMENTS = {
  postgres: `select 'NaN'::float8 as n, '-Infinity'::float4 as low, array['NaN', 1.5]::float8[] as list, '${LONG}'::jsonb as doc, array['${LONG}'::json] as docs`,
  mysql: `select 1 as n, '${LONG}' as text_doc, json_object('id', 12345678901234567890) as doc`,
  sqlite: `select 9e999 as n, -9e999 as low, '${LONG}' as doc`,
};
const ROWS = {
  postgres: {
    n: 'NaN',
    low: '-Infinity',
    list: ['NaN', 1.5],
    doc: { id: '12345678901234567890' },
    docs: [{ id: '12345678901234567890' }],
  },
  mysql: { n: 1, text_doc: { id: '12345678901234567890' }, doc: { id: '12345678901234567890' } },
  sqlite: { n: 'Infinity', low: '-Infinity', doc: { id: '12345678901234567890' } },
};

describe.each(databases.filter(({ isMissing }) => !isMissing))('$name', ({ open }) => {
  it('numbers that JSON cannot hold are text', async () => {
    const db = await open();
    onTestFinished(() => db.stop());
    const columns = { doc: 'json', text_doc: 'json' } as const;
    const row = db
      .tables({ users: 'shared' })
      .one(STATEMENTS[db.dialect] as 'select 1', { columns });
    expect(await row({}, as('ann'))).toEqual(ROWS[db.dialect]);
  });

  it('columns can have names of JavaScript', async () => {
    const db = await open();
    onTestFinished(() => db.stop());
    const quoted = db.dialect === 'mysql' ? '`' : '"';
    const names = ['__proto__', 'constructor', '__defineGetter__'];
    const list = names.map((name) => `'${name}' as ${quoted}${name}${quoted}`).join(', ');
    const row = db.tables({ users: 'shared' }).one(`select ${list}` as 'select 1');
    const found = Object.entries((await row({}, as('ann'))) as object);
    expect(found).toEqual(names.map((name) => [name, name]));
  });
});
