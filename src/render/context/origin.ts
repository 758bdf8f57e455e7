import type { ImportOrigin } from '../../model/spec.js';

/** What the tools of a provider were imported from and how to update them, as Markdown for the README. */
export function originText(
  origin: ImportOrigin,
  provider: string,
  { cli }: { cli: string },
): string {
  if (origin.kind === 'database')
    return `The tools come from the tables of the database. \`${cli} import database --check\` shows what has changed in them since, and \`${cli} import database\` accepts the changes.`;
  if (origin.kind === 'server') return ''; // the kind says it of each of its providers
  const { path, isCopy = false } = origin;
  if (path !== undefined && !isCopy)
    return `The tools come from ${codeSpan(path)}. \`${cli} import openapi --check\` shows what has changed in it since, and \`${cli} import openapi\` accepts the changes.`;
  const copy = path === undefined ? '' : `; \`${path}\` is a copy`;
  return `The tools come from an OpenAPI document${copy}. \`${cli} import openapi FILE --name ${provider} --check\` shows what a newer document changes. Without \`--check\`, the command accepts the changes.`;
}

/** CommonMark, 6.1: more backticks than the text has in a row. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return longest === 0 ? ticks + text + ticks : `${ticks} ${text} ${ticks}`;
}
