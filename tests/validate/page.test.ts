import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { projectIn, validate } from './command.js';

const page = readFileSync(new URL('../../docs/validate.md', import.meta.url), 'utf8');

/** The minimal project with another name, and a call to the API at the place the page shows. */
function shownProject() {
  const texts = projectIn('/repo', {
    'src/providers/weather/tools/get-room.ts': `import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const getRoom = tool({
  name: 'get_room',
  description: 'One room.',
  input: z.object({ room_id: z.string() }),
  async run({ room_id }, { signal }) {
    const base = 'https://api.acme.dev/v1';
    const url = \`\${base}/rooms/\${encodeURIComponent(room_id)}\`;
    const response = await fetch(url, { signal });
    return response.json();
  },
});
`,
  });
  const renamed = (text: string) =>
    text.replaceAll('weather', 'acme').replaceAll('WEATHER', 'ACME').replaceAll('Weather', 'Acme');
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [renamed(path), renamed(text)]),
  );
}

it('prints what docs/validate.md shows', async () => {
  const { stdout } = await validate(shownProject());
  const [, shown = 'no report'] = /^```\n(src\/providers\/[^]*?)^```$/m.exec(page) ?? [];
  expect(stdout).toContain(shown);
});
