import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { servedFiles } from '../protocol/stdio/served.js';
import { FILES } from '../../flow/sinks/files.js';
import { lastName } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
import { parsedDefault } from '../../flow/values/parsed-default.js';

const PATH = /^node:path(?:\/posix|\/win32)?#(?:(?:posix|win32)\.)?(join|resolve|normalize)$/;
const ABSOLUTE = /^([\\/]|[A-Za-z]:[\\/]|file:)/;
/** These open a file, too, unless the database is in memory. */
const DATABASES =
  /^(node:sqlite#DatabaseSync|better-sqlite3#default|sqlite3#(default\.)?Database)$/;
const IN_MEMORY = /^(:memory:)?$/;
const MAY_BE = /\bfs\b|sqlite|loadEnvFile|runServer/;
const RUNS = 'mcp-provider/server#runServer';

export default defineRule({
  severity: 'warning',
  summary: 'The server opens files by absolute paths, not relative to the working directory.',
  why: 'Desktop clients start servers in "/" or in a directory of their own, so the file is missing there.',
  source: {
    text: 'cline/cline#5760, anthropics/claude-code#17565',
    url: 'https://github.com/anthropics/claude-code/issues/17565',
  },
  on: 'project',
  check(project, report) {
    const { code } = project;
    for (const file of servedFiles(project)) {
      if (!MAY_BE.test(file.text)) continue;
      for (const value of file.facts.calls) {
        const found = relativePath({ file, value }, code);
        if (!found) continue;
        report({
          at: file.at(found),
          message: 'This path depends on the working directory of the server.',
          hint: 'Use "import.meta.dirname" as the beginning of the path.',
        });
      }
    }
  },
});

/** What makes the path of an opened file depend on where the process was started. */
function relativePath(call: Located<CallValue>, code: Code): Value | undefined {
  const { file, value } = call;
  const [path] = value.arguments;
  const name = externalName(code, { file, value: value.callee }) ?? '';
  if (name === RUNS) {
    const root = code.argument(call, '0.root');
    return root?.file === file && isRelative(root, code) ? root.value : undefined;
  }
  const isLoading = name === '#process.loadEnvFile';
  const isDatabase = DATABASES.test(name);
  if (isDatabase && (!path || IN_MEMORY.test(String(code.constant({ file, value: path })))))
    return undefined;
  if (!isLoading && !isDatabase && !FILES.test(name)) return undefined;
  if (!path) return isLoading ? value.callee : undefined;
  return isRelative({ file, value: path }, code) ? path : undefined;
}

/** What a parameter, or a part of an object, is where it is not given: `{ DATA_DIR = 'data' } = process.env`. */
function defaultOf({ file, value }: Located): Located | undefined {
  if (value.is !== 'name') return undefined;
  const { kind, init, fallback } = file.facts.declarations[value.declaration] ?? {};
  const used = fallback ?? (kind === 'parameter' ? init : undefined);
  return used && { file, value: used };
}

function isRelative(path: Located, code: Code, depth = 0): boolean {
  const text = code.constant(path);
  if (text !== undefined) return typeof text === 'string' && !ABSOLUTE.test(text);
  const { file, value } = code.resolve(path);
  if (depth > 10) return false;
  const fallback = defaultOf({ file, value }) ?? parsedDefault({ file, value }, code);
  if (fallback) return isRelative(fallback, code, depth + 1);
  if (value.is === 'template') {
    const [start = ''] = value.chunks;
    const [first] = value.values;
    if (start !== '') return !ABSOLUTE.test(start);
    return first !== undefined && isRelative({ file, value: first }, code, depth + 1);
  }
  // What is used where an environment variable is not set.
  if (value.is === 'compound' && /^(\?\?|\|\||\?:)$/.test(value.operator)) {
    const [first, ...further] = value.parts;
    // `isAbsolute(path) ? path : join(HOME, path)`
    if (first?.is === 'call' && lastName(first.callee) === 'isAbsolute') return false;
    return further.some((part) => isRelative({ file, value: part }, code, depth + 1));
  }
  if (value.is !== 'call') return false;
  const name = externalName(code, { file, value: value.callee }) ?? '';
  if (name === '#process.cwd') return true;
  const parts = value.arguments.map((part) => ({ file, value: part }));
  const [, method] = PATH.exec(name) ?? [];
  if (method === undefined) return false;
  // `resolve` starts at its last absolute part; an unknown part may be absolute.
  return method === 'resolve'
    ? parts.every((part) => isRelative(part, code, depth + 1))
    : parts[0] !== undefined && isRelative(parts[0], code, depth + 1);
}
