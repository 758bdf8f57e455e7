import type { View } from '../../model/ui.js';
import { textWidth } from '../../model/text-width.js';
import type { ListedPart, ListedProvider, ListedTool } from './providers.js';
import type { SignIn } from './sign-in.js';

/** A table for each provider; text that does not fit ends in "…". */
export function providersText(providers: readonly ListedProvider[], view: View): string {
  if (providers.length === 0) return 'The project has no providers.';
  return providers.map((provider) => providerText(provider, view)).join('\n\n');
}

function providerText(provider: ListedProvider, view: View): string {
  const { name, displayName, auth, signIn, tools, resources, prompts } = provider;
  const { paint } = view;
  const rows = [
    ...tools.map((tool) => ['tool', title(tool), hints(tool), oneLine(tool.description)]),
    ...resources.map((part) => [
      'resource',
      title(part),
      '',
      `${part.uri ?? ''} ${oneLine(part.description)}`.trim(),
    ]),
    ...prompts.map((part) => ['prompt', title(part), '', oneLine(part.description)]),
  ];
  const facts = [displayName ?? '', auth ?? 'not configured', signInText(signIn, view)];
  const heading = [paint.bold(name), ...facts.filter(Boolean)].join('  ');
  const table = rows.length > 0 ? tableLines(rows, view) : ['  no tools, resources or prompts'];
  return [heading, ...table].join('\n');
}

const title = ({ name, file }: ListedPart) => name ?? `? (${file})`;

const oneLine = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim();

/** The annotations of a tool that differ from their defaults (MCP `ToolAnnotations`). */
function hints({ annotations }: ListedTool): string {
  const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = annotations;
  const words = [
    readOnlyHint === true ? 'read-only' : '',
    destructiveHint === true ? 'destructive' : destructiveHint === false ? 'additive' : '',
    idempotentHint === true ? 'idempotent' : '',
    openWorldHint === false ? 'closed world' : '',
  ];
  return words.filter(Boolean).join(', ');
}

function signInText(signIn: SignIn, { paint }: View): string {
  switch (signIn) {
    case 'nothing needed':
      return paint.dim('no sign-in required');
    case 'environment':
      return paint.green('credentials in environment variables');
    case 'file':
      return paint.green('credentials in a file');
    case 'stored':
      return paint.green('signed in');
    case 'not signed in':
      return paint.yellow('not signed in');
    case 'unknown':
      return paint.dim('sign-in unknown');
  }
}

const GAP = '  ';
/** Largest share of a line for a column with others behind it. */
const LARGEST_SHARE = 0.3;

function tableLines(rows: readonly (readonly string[])[], { columns, paint }: View): string[] {
  // A longer cell moves the cells behind it, in its own row only.
  const longest = Math.floor(columns * LARGEST_SHARE);
  const widths = [0, 1, 2].map((column) =>
    Math.min(longest, Math.max(...rows.map((row) => textWidth(row[column] ?? '')))),
  );
  return rows.map(([kind = '', ...cells]) => {
    const padded = [kind, ...cells].map((cell, column) => pad(cell, widths[column] ?? 0));
    const line = cut(GAP + padded.join(GAP), columns).trimEnd();
    const head = GAP + pad(kind, widths[0] ?? 0);
    return paint.dim(line.slice(0, head.length)) + line.slice(head.length);
  });
}

const pad = (text: string, width: number) =>
  text + ' '.repeat(Math.max(0, width - textWidth(text)));

function cut(line: string, columns: number): string {
  if (textWidth(line) <= columns) return line;
  let kept = '';
  for (const character of line) {
    if (textWidth(kept + character) >= columns) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
