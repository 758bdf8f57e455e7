import type { CodeClient } from '../../model/client.js';
import { camelCase } from '../../model/names.js';
import type { Server } from './server.js';
import { variablesIn } from './variables.js';

/** Source for a client that is configured in TypeScript. */
export function sourceFor({ code }: CodeClient, servers: readonly Server[]): string {
  const classes = new Set(servers.map(({ run }) => (run.by === 'http' ? code.http : code.stdio)));
  const names = identifiers(servers, ['process', ...classes]);
  return [
    `import { ${[...classes].sort().join(', ')} } from '${code.module}';`,
    '',
    ...servers.map((server, index) => {
      const name = server.run.by === 'http' ? code.http : code.stdio;
      const members = membersOf(server).map(([key, source]) => `  ${key}: ${source},`);
      return [`export const ${names[index]} = new ${name}({`, ...members, '});', ''].join('\n');
    }),
  ]
    .join('\n')
    .trimEnd();
}

function membersOf({ name, run, env, headers }: Server): [key: string, source: string][] {
  if (run.by === 'http') {
    const texts = Object.entries(headers).map(
      ([key, text]) => `${literal(key)}: ${template(text)}`,
    );
    const init = `{ headers: { ${texts.join(', ')} } }`;
    return [
      ['name', literal(name)],
      ['url', literal(run.url)],
      ...(texts.length > 0 ? [['requestInit', init] satisfies [string, string]] : []),
    ];
  }
  const [command, args] =
    run.by === 'node'
      ? ['node', [run.file, ...run.args]]
      : ['npx', ['-y', run.package, ...run.args]];
  const variables = env.map((variable) => `${variable}: process.env.${variable} ?? ''`);
  return [
    ['name', literal(name)],
    ['command', literal(command)],
    ['args', `[${args.map(literal).join(', ')}]`],
    ...(variables.length > 0
      ? [['env', `{ ${variables.join(', ')} }`] satisfies [string, string]]
      : []),
  ];
}

/** A string literal in single quotes. */
const literal = (text: string) =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

/** A template literal where the text refers to variables. */
function template(text: string): string {
  if (variablesIn(text).length === 0) return literal(text);
  const escaped = text.replace(/[`\\]/g, '\\$&').replace(/\$(?!\{[A-Za-z_]\w*\})/g, '\\$');
  return `\`${escaped.replace(/\$\{([A-Za-z_]\w*)\}/g, '${process.env.$1}')}\``;
}

/** `acme-crm` → `acmeCrm`; a name that is taken gets a number. */
function identifiers(servers: readonly Server[], taken: readonly string[]): string[] {
  const all = [...taken];
  return servers.map(({ name }) => {
    const base = camelCase(name, 'Server') || 'server';
    let own = base;
    for (let count = 2; all.includes(own); count++) own = `${base}${count}`;
    all.push(own);
    return own;
  });
}
