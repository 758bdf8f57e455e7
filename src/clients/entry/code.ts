import {
  call,
  type Code,
  jsonEntries,
  object,
  objectOnLines,
  pair,
} from '../../codegen/print/code.js';
import { printCode } from '../../codegen/print/layout.js';
import { importSource } from '../../codegen/print/statement.js';
import { str, templateText } from '../../codegen/print/text-literal.js';
import type { CodeClient } from '../../model/client.js';
import { camelCase } from '../../model/names.js';
import type { ClientServer } from './server.js';

/** Returns source for a client that is configured in TypeScript. */
export function sourceFor({ code }: CodeClient, servers: readonly ClientServer[]): string {
  const classes = new Set(servers.map(({ run }) => (run.by === 'http' ? code.http : code.stdio)));
  const names = identifiers(servers, ['process', ...classes]);
  const constants = servers.map((server, index) => {
    const name = server.run.by === 'http' ? code.http : code.stdio;
    const start = `export const ${names[index]} = `;
    return `${start}${printCode(call(`new ${name}`, [objectOnLines(serverMembers(server))]), start)};`;
  });
  return [importSource([...classes].toSorted(), code.module), ...constants].join('\n\n');
}

function serverMembers({ name, run, env, headers }: ClientServer): Code[] {
  if (run.by === 'http') {
    const texts = Object.entries(headers).map(([key, text]) => pair(key, template(text)));
    const init = object([pair('headers', object(texts))]);
    return [
      pair('name', str(name)),
      pair('url', str(run.url)),
      ...(texts.length > 0 ? [pair('requestInit', init)] : []),
    ];
  }
  const [command, args] =
    run.by === 'node'
      ? ['node', [run.file, ...run.args]]
      : ['npx', ['-y', run.package, ...run.args]];
  const variables = env.map((variable) => pair(variable, `process.env.${variable} ?? ''`));
  return [
    ...jsonEntries({ name, command, args }),
    ...(variables.length > 0 ? [pair('env', object(variables))] : []),
  ];
}

/** Returns a template literal if the text refers to variables, or else a string literal. */
function template(text: string): string {
  const [first = '', ...otherParts] = text.split(/\$\{([A-Za-z_]\w*)\}/);
  if (otherParts.length === 0) return str(text);
  const rest = otherParts.map((piece, index) =>
    index % 2 === 0 ? `\${process.env.${piece}}` : templateText(piece),
  );
  return `\`${templateText(first)}${rest.join('')}\``;
}

/** Returns unique identifiers: `acme-crm` becomes `acmeCrm`; names in use get a number. */
function identifiers(servers: readonly ClientServer[], takenNames: readonly string[]): string[] {
  const allNames = [...takenNames];
  return servers.map(({ name }) => {
    const base = camelCase(name, 'Server') || 'server';
    let identifier = base;
    for (let count = 2; allNames.includes(identifier); count++) identifier = `${base}${count}`;
    allNames.push(identifier);
    return identifier;
  });
}
