import type { Platform } from '../../model/client.js';

/** Words for a POSIX shell; on Windows undefined where cmd.exe and PowerShell do not agree on the quotes. */
export function shellLine(words: readonly string[], platform: Platform): string | undefined {
  const quoted = words.map((word) => shellWord(word, platform));
  return quoted.includes(undefined) ? undefined : quoted.join(' ');
}

function shellWord(word: string, platform: Platform): string | undefined {
  const isPlain = platform === 'win32' ? /^[\w./:\\=+-]+$/ : /^[\w./:@%+=,-]+$/;
  if (isPlain.test(word)) return word;
  if (platform !== 'win32') return `'${word.replaceAll("'", `'\\''`)}'`;
  return /^[\w ./:\\=+-]*\w$/.test(word) ? `"${word}"` : undefined;
}
