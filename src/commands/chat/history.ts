import { join } from 'node:path';
import type { Host } from '../../model/host.js';
import { parsedJson } from '../../model/json.js';
import { replacePrivate } from '../../plan/staging.js';
import { thisMachine } from '../config/machine.js';
import { stateFolder } from '../state-folder.js';

const KEPT = 500;

/** Messages of earlier chats, oldest first: no responses, and nothing that was typed into a form. */
export interface History {
  lines: readonly string[];
  add(line: string): Promise<void>;
}

/** A file that only its owner can read. A line that begins with a blank is not kept, as in shells. */
export async function historyOf(host: Host): Promise<History> {
  const { files } = host;
  const file = join(stateFolder(thisMachine(host)), 'mcp-provider', 'chat-history.json');
  const history = {
    lines: linesIn(await files.read(file).catch(() => null)),
    async add(line: string) {
      if (line === '' || line.startsWith(' ')) return;
      history.lines = [...history.lines.filter((each) => each !== line), line].slice(-KEPT);
      try {
        await replacePrivate(files, file, `${JSON.stringify(history.lines, null, 2)}\n`);
      } catch {
        // Chatting needs no history.
      }
    },
  };
  return history;
}

function linesIn(text: string | null): string[] {
  const value = parsedJson(text ?? '');
  return Array.isArray(value) ? value.filter((line) => typeof line === 'string') : [];
}
