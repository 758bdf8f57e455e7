import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { localPrincipal } from '../../src/identity/principal.js';
import { ask, defineProvider } from '../../src/index.js';
import { openProject } from '../../src/project/project.js';
import { sdkLineOf } from '../../src/provider/sdk-line.js';
import { addTools } from '../add-tools.js';

const seen: string[] = [];
const provider = defineProvider({ name: 'small', version: '1.0.0' });
provider.tool({
  name: 'echo',
  description: 'Repeats.',
  annotations: { readOnlyHint: true },
  input: z.object({ text: z.string(), times: z.int().default(1) }),
  run: ({ text, times }) => text.repeat(times),
});
addTools(provider, {
  async slow() {
    await sleep(500);
    return 'slow';
  },
  async steps({ progress }) {
    progress?.({ progress: 1, total: 2 });
    await sleep(300); // the client of the SDK drops progress that it reads together with the result
    return 'done';
  },
  async question(context) {
    const { team } = await ask(context, 'Which team?', z.object({ team: z.string() }));
    return team;
  },
  async wait({ signal }) {
    seen.push('began');
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve());
    });
    seen.push('aborted');
  },
  seen: () => seen.join(),
});

openProject(process.argv[2] ?? '');
const { line, provider: served } = sdkLineOf(provider.createServer, localPrincipal());
const { answered, close } = await line.serveStdio(served, localPrincipal(), () => {});
await answered;
await close();
