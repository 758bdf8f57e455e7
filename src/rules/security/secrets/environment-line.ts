import type { Place, TextFile } from '../../../model/project.js';

/** A pattern that is for ".env", wherever it is. */
export const COVERS_ENVIRONMENT = /^\/?(\*\*\/)?(\*?\.env\*?|\.\*|\*)$/;

/** The line of a ".gitignore" that decides about ".env", or was meant to. */
interface EnvironmentLine {
  at: Place;
  hint?: string;
  /** It takes ".env" out of what other lines ignore: another line would not help. */
  excepts?: true;
}

/** Lines that do not ignore ".env" although they look like it, the closest first. */
const NEAR: readonly { line: RegExp; hint?: string }[] = [
  {
    // To Git, the comment is part of the name (gitignore(5), Pattern format).
    line: /^(?:\/|\*\*\/)*(?:\*?\.env\*?|\.\*|\*)[ \t]+#.*$/,
    hint: 'Put the comment in a line of its own.',
  },
  {
    line: /^(?:\S*\/)?\.env\/(?:\*{1,2})?$/,
    hint: 'Write it without the slash at its end: with it, the line ignores a folder of this name only.',
  },
  {
    line: /^\.\/\.env$/,
    hint: 'Write it without "./", with which no path of git begins.',
  },
  {
    line: /^(?!#|\*\*\/)\S+\/\.env\*?$/,
    hint: 'This line ignores the file in one folder only: add ".env".',
  },
  {
    line: /^(['"`]).*\.env\1$/,
    hint: 'Write it without quotes, which git takes for a part of the name.',
  },
  { line: /^(?!#)\S*\.env[.*][^\s/]*$/ },
  { line: /^#+[ \t]*\/?\.env$/, hint: 'Remove "#", which makes the line a comment.' },
  { line: /^\/?(env|\.?ENV|\.evn|\.envs?\/?)$/ },
];

export function environmentLine(gitignore: TextFile): EnvironmentLine | undefined {
  const lines = Array.from(gitignore.text.matchAll(/^[^\r\n]+$/gm), ({ 0: text, index }) => ({
    text: text.trimEnd(),
    at: gitignore.at({ start: index, end: index + text.length }),
  }));
  const exception = lines.findLast(
    ({ text }) => text.startsWith('!') && COVERS_ENVIRONMENT.test(text.slice(1).trim()),
  );
  if (exception) return { at: exception.at, hint: 'Remove this line.', excepts: true };
  for (const { line, hint } of NEAR) {
    const near = lines.findLast(({ text }) => !text.startsWith('!') && line.test(text));
    if (near) return { at: near.at, ...(hint !== undefined && { hint }) };
  }
  return undefined;
}
