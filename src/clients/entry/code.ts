import type { CodeClient } from '../../model/client.js';
import type { Server } from './server.js';
import { variablesIn } from './variables.js';

/** Source for a client that is configured in TypeScript. */
export function sourceFor({ code }: CodeClient, servers: readonly Server[]): string {
  const classes = new Set(servers.map(({ run }) => (run.by === 'http' ? code.http : code.stdio)));
  return [
    `import { ${[...classes].sort().join(', ')} } from '${code.module}';`,
    '',
    ...servers.map((server) => {
      const name = server.run.by === 'http' ? code.http : code.stdio;
      const members = membersOf(server).map(([key, source]) => `  ${key}: ${source},`);
      return [
        `export const ${identifier(server.name)} = new ${name}({`,
        ...members,
        '});',
        '',
      ].join('\n');
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
  const escaped = text.replace(/[`\\]/g, '\\$&').replace(/\$(?!\{\w+\})/g, '\\$');
  return `\`${escaped.replace(/\$\{(\w+)\}/g, '${process.env.$1}')}\``;
}

/** `acme-crm` → `acmeCrm` */
const identifier = (name: string) =>
  name.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase());
