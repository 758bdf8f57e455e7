import { parsed } from '../../kinds/sql/statement.js';
import type { Place } from '../../model/project.js';
import { defineRule } from '../define.js';
import { insertion } from '../insertion.js';
import { isLiteral } from '../literal.js';
import { limitedIn, statementsIn } from './statements/find.js';
import { limitsNothing, optionalLimit } from './statements/limit.js';
import { limiting } from './statements/limiting.js';
import { bareStatement, ownedTable } from './statements/owners.js';

const CONDITION = 'such as "owner = :principal.user_id"';

export default defineRule({
  severity: 'error',
  summary: 'Statements on tables of several users contain `:principal.user_id`.',
  why: 'Without it, a user reads or changes the rows of the others. The server does not start with such a statement.',
  limits:
    'Of conditions, only alternatives to the caller are checked, and no statements of transactions. Generated tests call each tool as two users.',
  source: {
    text: 'CWE-639, Authorization Bypass Through User-Controlled Key.',
    url: 'https://cwe.mitre.org/data/definitions/639.html',
  },
  securitySeverity: 8.1,
  on: 'file',
  check(file, report, project) {
    if (file.test) return;
    for (const { written, isOwn, text, database, shared } of statementsIn(file, project.code)) {
      const at = written.file.at(written.value);
      const statement = parsed(text);
      if ('fault' in statement) continue;
      const bare = bareStatement(text);
      const limited = limitedIn(database, project);
      if (shared) {
        const table = ownedTable(bare, limited.owners);
        const place = table === undefined ? undefined : limited.places.get(table);
        if (!place) continue;
        report({
          at: shared,
          message: `All users get these rows, but other statements limit "${table}" to the caller.`,
          hint: `Remove \`shared: true\` and add a condition ${CONDITION}.`,
          related: [{ at: place, message: 'Here the rows are limited to the caller.' }],
        });
        continue;
      }
      const { file: own } = written;
      const start = at.start + 1;
      const isWhole = isOwn && isLiteral(at) && own.text.slice(start, at.end - 1) === text;
      const optional = optionalLimit(bare);
      if (!statement.scoped || limitsNothing(bare)) {
        const limit = limiting(text, limited.owners);
        report({
          at,
          message: 'This statement is not limited to the rows of the caller.',
          hint:
            limit?.argument !== undefined
              ? `Write ":principal.user_id" in place of ":${limit.argument}", and remove this argument from the tool and its tests.`
              : `Add a condition such as "${limit?.condition ?? 'owner = :principal.user_id'}", or \`shared: true\` where all users have the same rows.`,
          // With both conditions, the argument is left and selects nothing else.
          ...(limit?.argument === undefined &&
            limit &&
            isWhole && {
              fix: limit.inserted.map((each) => insertion(own, start + each.position, each.text)),
            }),
        });
      } else if (optional !== undefined) {
        report({
          at: isWhole ? lineAt(at, optional) : at,
          message: 'An argument of this statement can select the rows of other users.',
          hint: `Combine a condition ${CONDITION} with all others by "and".`,
        });
      }
    }
  },
});

/** Of a statement with several lines, the one that a position is in. */
function lineAt({ file, start, end }: Place, position: number): Place {
  const lines = file.text.slice(start + 1, end - 1).split('\n');
  let from = start + 1;
  for (const line of lines) {
    const isLast = from + line.length >= start + 1 + position;
    if (isLast && lines.length > 1)
      return file.at({ start: from + line.search(/\S/), end: from + line.trimEnd().length });
    if (isLast) break;
    from += line.length + 1;
  }
  return file.at({ start, end });
}
