import { isJson, jsonWithoutComments } from '../../edit/json-repair.js';
import { withBothSides } from '../../edit/merge-conflict.js';
import { repairedTypescript } from '../../edit/typescript-repair.js';
import { repairedYaml } from '../../edit/yaml-repair.js';
import type { Problem } from '../../model/facts.js';
import type { DataDocument, TextFile } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { lineEnd } from '../insertion.js';
import { isSetting } from './parts/entry-fields.js';
const TSCONFIG = 'tsconfig.json';

export default defineRule({
  severity: 'error',
  summary: 'Source files and configuration files have no syntax errors.',
  why: 'A file with a syntax error cannot be loaded, and other rules cannot check the rest of it.',
  source: { text: 'ECMA-262, TypeScript, YAML 1.2 and JSON (RFC 8259).' },
  on: 'project',
  check({ files, documents }, report) {
    // Further errors are often consequences of the first.
    const complain = (file: TextFile, [problem]: readonly Problem[]) => {
      if (!problem) return;
      const conflict = /^<{7} .*$/m.exec(file.text);
      if (conflict) {
        const { index: start, 0: marker } = conflict;
        const text = withBothSides(file.text);
        report({
          at: file.at({ start, end: start + marker.length }),
          message: 'Syntax error: The file contains an unresolved merge conflict.',
          hint:
            text === undefined
              ? 'Keep one of the two versions, or the lines of both that belong together, and remove the lines with "<<<<<<<", "=======" and ">>>>>>>".'
              : 'Keep the lines of both versions, and remove those with "<<<<<<<", "=======" and ">>>>>>>".',
          ...(text !== undefined && {
            fix: [{ at: file.at({ start: 0, end: file.text.length }), text }],
          }),
        });
        return;
      }
      const words = problem.message.trim().replace(/\.?$/, '.').replaceAll('\n', ' ');
      report({
        at: file.at(problem),
        message: `Syntax error: ${words}`,
        hint: problem.hint ?? 'Correct the syntax at or before this position.',
        ...(file.path === TSCONFIG && file.text.trim() === ''
          ? { creates: file.path }
          : repair(file, problem)),
      });
    };
    for (const file of files.values()) complain(file, file.facts.syntaxErrors);
    for (const document of documents.all) {
      // Only data documents have problems: the type `TextFile` does not show it.
      if ('problems' in document) complain(document, document.problems as readonly Problem[]);
    }
  },
});

function repair(file: TextFile, problem: Problem): { fix?: readonly Change[] } {
  if (file.path.endsWith('.json'))
    return comma(file, problem) ?? closing(file) ?? withoutComments(file) ?? {};
  const text = /\.ya?ml$/.test(file.path)
    ? repairedYaml(file.text, problem.start, isSetting)
    : /\.m?ts$/.test(file.path)
      ? repairedTypescript(file.text, problem)
      : undefined;
  const at = { start: 0, end: file.text.length };
  return text === undefined ? {} : { fix: [{ at: file.at(at), text }] };
}

/** The missing or superfluous comma in JSON, where nothing else is wrong. */
function comma(file: TextFile, { start }: Problem): { fix: readonly Change[] } | undefined {
  const end = file.text.slice(0, start).trimEnd().length;
  const isThere = file.text[end - 1] === ',';
  const at = { start: isThere ? end - 1 : end, end };
  const text = isThere ? '' : ',';
  return isJson(file.text.slice(0, at.start) + text + file.text.slice(end))
    ? { fix: [{ at: file.at(at), text }] }
    : undefined;
}

/** A package.json with comments: only that of npm has a place for them. */
function withoutComments(file: TextFile): { fix: readonly Change[] } | undefined {
  if (!/(^|\/)package\.json$/.test(file.path) || !isData(file)) return undefined;
  const text = jsonWithoutComments(file.text, file.comments);
  return text === undefined
    ? undefined
    : { fix: [{ at: file.at({ start: 0, end: file.text.length }), text }] };
}

/** The brackets that were cut off at the end. */
function closing(file: TextFile): { fix: readonly Change[] } | undefined {
  const begin = file.text.trimEnd();
  // A number or a word can be cut off, too.
  if (!/["}\]]$/.test(begin)) return undefined;
  const text = ['\n}\n', '\n]\n', '\n}\n}\n', '\n]\n}\n'].find((each) => isJson(begin + each));
  const at = { start: begin.length, end: file.text.length };
  return text === undefined
    ? undefined
    : { fix: [{ at: file.at(at), text: text.replaceAll('\n', lineEnd(file)) }] };
}

const isData = (file: TextFile): file is DataDocument => 'comments' in file;
