import { clientIds } from '../../clients/ids.gen.js';

export { configOptions as options } from '../../client-config/command-options.js';
export type { ConfigOptions } from '../../client-config/command-options.js';

export const notes = `Clients:\n${columns(clientIds)}`;

/** Returns names in columns that fit the narrowest terminal. */
function columns(names: readonly string[]): string {
  const lines: string[] = [];
  let line = '';
  for (const name of names) {
    if (line.length + name.length > 72) {
      lines.push(`${line},`);
      line = '';
    }
    line += `${line === '' ? '  ' : ', '}${name}`;
  }
  return [...lines, line].join('\n');
}
