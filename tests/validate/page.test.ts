import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { projectIn, validate } from './command.js';

const page = readFileSync(new URL('../../docs/validate.md', import.meta.url), 'utf8');

/** The minimal project with another name, and a call to the API at the place the page shows. */
function shownProject() {
  const texts = projectIn('/repo', {
    'src/providers/weather/api/get-room.ts': `import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/get-room.js';

/** One room of those the user is in. */
export const getRoom: Call<typeof input, typeof output> = async (
  { room_id },
  { signal },
) => {
  const base = 'https://api.acme.dev/v1';
  const url = \`\${base}/rooms/\${encodeURIComponent(room_id)}\`;
  const response = await fetch(url, { signal });
  return response.json();
};
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
  const [, shown] = /^```\n(src\/providers\/[^]*?)^```$/m.exec(page) ?? [];
  expect(shown).toBeTruthy();
  expect(stdout).toContain(shown);
});
