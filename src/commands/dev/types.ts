import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { DevHost, RunningProgram } from '../../model/host.js';

export interface TypeFault {
  file: string;
  line: number;
  column: number;
  text: string;
}

/** Checks types after each save, in a process of its own. Undefined if the project has no TypeScript. */
export function checkTypes(
  devHost: DevHost,
  { node, root }: { node: string; root: string },
  onResult: (faults: TypeFault[]) => void,
): RunningProgram | undefined {
  const compiler = compilerPath(root);
  if (compiler === undefined) return undefined;
  let faults: TypeFault[] = [];
  const flags = ['--watch', '--noEmit', '--preserveWatchOutput', '--pretty', 'false'];
  return devHost.startProgram([node, compiler, ...flags], {
    cwd: root,
    isUrgent: false,
    onEnd: () => {},
    onLine(line) {
      if (/Starting compilation|File change detected/.test(line)) faults = [];
      const [, file, row, column, text] =
        /^(\S.*?)\((\d+),(\d+)\): error (TS\d+: .*)$/.exec(line) ?? [];
      const last = faults.at(-1);
      if (file !== undefined && text !== undefined)
        faults.push({ file, line: Number(row), column: Number(column), text });
      else if (last && /^ {2,}\S/.test(line)) last.text += `\n${line}`;
      if (line.includes('Watching for file changes')) onResult(faults);
    },
  });
}

function compilerPath(root: string): string | undefined {
  try {
    return createRequire(join(root, 'package.json')).resolve('typescript/bin/tsc');
  } catch {
    return undefined;
  }
}
