import { isObject, objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import { type Json, type JsonObject } from '../model/json.js';
import type { LocatedExpression, Project } from '../model/project.js';
import { lineAndColumn } from '../model/source-range.js';
import { casesIn, membersOf, providerTests } from '../project/provider-tests.js';
import { RECORDED_TITLE } from '../record/row.js';
import { REMOVED } from '../record/secret-forms.js';

/** A row of the tests that `call --record` has written. */
export interface RowPlace {
  provider: string;
  tool: string;
  /** Path relative to the project's root. */
  file: string;
  line: number;
}

/** A request of a row, and the response to it. */
export interface RowExchange {
  method: string;
  path: string;
  status: number;
  /** Parsed body; absent without a body, and for bytes. */
  body?: unknown;
}

export interface RecordedRow extends RowPlace {
  arguments: JsonObject;
  exchanges: readonly RowExchange[];
}

/** A row that cannot be repeated. */
export interface LeftOutRow extends RowPlace {
  /** The reason, as a sentence. */
  reason: string;
}

/**
 * Returns the recorded rows in the tests of a project, read without running them.
 * @param only name of the only provider
 */
export function recordedRows(
  project: Project,
  only?: string,
): { rows: RecordedRow[]; leftOut: LeftOutRow[] } {
  const rows: RecordedRow[] = [];
  const leftOut: LeftOutRow[] = [];
  for (const { provider, fixture } of providerTests(project)) {
    if (provider === undefined || provider !== (only ?? provider)) continue;
    for (const [tool, cases] of casesIn(project, fixture, 'tools').byName)
      for (const located of caseExpressions(project, cases)) {
        const members = membersOf(project, located).byName;
        if (literalValue(project, members.get('title')) !== RECORDED_TITLE) continue;
        const { file, start } = located.expression.range;
        const place = { provider, tool, file: file.path, line: lineAndColumn(file, start).line };
        const row = repeatableRow(literalValue(project, located));
        if (typeof row === 'string') leftOut.push({ ...place, reason: row });
        else rows.push({ ...place, ...row });
      }
  }
  return { rows, leftOut };
}

/** Returns the rows of a tool, which can be a list. */
function caseExpressions(project: Project, { module, expression }: LocatedExpression) {
  const cases = project.resolveExpression(module, expression);
  const rows = cases && cases.expression.items.length > 0 ? cases.expression.items : [expression];
  const home = cases?.module ?? module;
  return rows.flatMap((row) => project.resolveExpression(home, row) ?? []);
}

type Repeatable = Pick<RecordedRow, 'arguments' | 'exchanges'>;

/** Returns the parts of a row that are compared, or the reason why it cannot be repeated. */
function repeatableRow(row: Json | undefined): Repeatable | string {
  if (!isObject(row)) return 'It has code in place of values.';
  const { arguments: args = {}, requests = [row] } = row;
  if ('remoteTool' in row)
    return 'It calls another MCP server, whose changes "import mcp --check" shows.';
  if (!isObject(args)) return 'Its arguments are no object.';
  if (JSON.stringify(args).includes(REMOVED))
    return `Its arguments contain "${REMOVED}" in place of a secret.`;
  const exchanges = (Array.isArray(requests) ? requests : []).flatMap(
    (exchangeValue): RowExchange[] => {
      const { response, status = 200, request = exchangeValue } = objectOrEmpty(exchangeValue);
      if (!isObject(request) || typeof status !== 'number') return [];
      const { method, path } = request;
      if (typeof method !== 'string' || typeof path !== 'string') return [];
      return [{ method, path, status, ...(response !== undefined && { body: response }) }];
    },
  );
  return exchanges.length > 0 ? { arguments: args, exchanges } : 'It has no request with its path.';
}

const CODE = Symbol('code');

/** Returns the value of an expression of literals and constants; undefined for code. */
function literalValue(project: Project, located: LocatedExpression | undefined): Json | undefined {
  const value = resolvedValue(project, located);
  return value === CODE ? undefined : (value as Json); // literals are JSON
}

function resolvedValue(project: Project, located: LocatedExpression | undefined): unknown {
  const target = located && project.resolveExpression(located.module, located.expression);
  if (!target) return CODE;
  const { module, expression } = target;
  const { range, items, call, value } = expression;
  const inModule = (part: typeof expression) =>
    resolvedValue(project, { module, expression: part });
  if (range.file.text.startsWith('[', range.start) && Array.isArray(value)) {
    const values = items.map(inModule);
    return values.includes(CODE) ? CODE : values;
  }
  if (range.file.text.startsWith('{', range.start)) {
    const { byName, isComplete } = membersOf(project, target);
    const members = Array.from(
      byName,
      ([key, member]) => [key, resolvedValue(project, member)] as const,
    );
    const isLiteral = isComplete && members.every(([, member]) => member !== CODE);
    return isLiteral ? Object.fromEntries(members) : CODE;
  }
  if (call?.callee === 'Buffer.from') return undefined; // bytes
  return value === undefined ? CODE : value;
}
