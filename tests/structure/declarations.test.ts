import { expect, it } from 'vitest';
import { compile } from '../support/compile.js';

const tsconfig = JSON.stringify({
  extends: 'mcp-provider/tsconfig.json',
  compilerOptions: { declaration: true },
  include: ['src'],
});

it.each(['postgres', 'mysql', 'sqlite'])(
  'what "mcp-provider/sql/%s" makes can be exported by a project that others reference',
  (dialect) => {
    const text = `import { ${dialect}Database } from 'mcp-provider/sql/${dialect}';

declare const auth: Parameters<typeof ${dialect}Database>[1];
export const database = ${dialect}Database('shop', auth, { users: 'parameter' });
`;
    expect(compile({ shop: { 'tsconfig.json': tsconfig, 'src/database.mts': text } })).toEqual([]);
  },
);
