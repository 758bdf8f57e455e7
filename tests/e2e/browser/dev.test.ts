import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { ROOT } from '../../cli/spawn.js';
import { goldenFiles, goldenProject } from '../../golden/projects.js';
import { writeFiles } from '../projects/rendered.js';
import { isMissing, name, useChromium } from './chromium.js';
import { contrast, paintedOn } from './contrast.js';

/** The address of the page of `dev` for a golden project. */
async function served(project: string, setting = ''): Promise<string> {
  const cwd = temporaryFolder();
  writeFiles(cwd, await goldenFiles(goldenProject(project)));
  const config = join(cwd, 'provider-config.yaml');
  writeFileSync(config, setting + readFileSync(config, 'utf8'));
  symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'));
  const words = ['dev', '--port', '0', '--no-types', '--json'];
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'mcp-provider.cjs'), ...words], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(async () => {
    child.kill();
    await once(child, 'close');
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return (JSON.parse(line) as { page: string }).page;
}

describe.skipIf(isMissing)(`the page of dev in ${name}`, () => {
  const open = useChromium({ scripts: true });

  it('calls a tool by keyboard, and shows result and requests in light and dark', async () => {
    const page = await open();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => void faults.push(message));
    await page.goto(await served('demo'));
    const tool = page.getByRole('button', { name: 'search_notes' });
    await tool.focus();
    expect(new URL(page.url()).hash).toBe('');
    await page.keyboard.press('Enter');
    const field = page.getByLabel('text (required)');
    await field.focus();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').getByText('Enter a value.').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await field.fill('csv');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('cell', { name: 'Interview with Dana' }).waitFor();
    await page.getByText('GET https://notes.example/notes?text=csv → 200').waitFor();
    await page.setViewportSize({ width: 1280, height: 520 });
    await page.screenshot({ path: join(ROOT, 'artifacts', 'dev.png') }); // the picture in the README
    await page.getByRole('tab', { name: 'View' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tabpanel', { name: 'JSON' }).getByText('"title"').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const painted of await paintedOn(page))
        expect(contrast(painted), JSON.stringify(painted)).toBeGreaterThanOrEqual(4.5);
    }
    await page.getByRole('button', { name: 'Connect a client' }).press('Enter');
    await page.getByRole('dialog', { name: 'Connect a client' }).getByText('/notes/mcp').waitFor();
    await page.keyboard.press('Escape');
    expect(faults).toEqual([]);
  });

  it('shows the view of a tool as clients do, in a frame', async () => {
    const page = await open();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => void faults.push(message));
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    await page.goto(await served('demo', 'view: auto\n'));
    await page.getByRole('button', { name: 'search_notes' }).click();
    await page.getByLabel('text (required)').fill('csv');
    await page.getByRole('button', { name: 'Run' }).click();
    const view = page.frameLocator('iframe');
    await view.getByRole('cell', { name: 'Interview with Dana' }).waitFor();
    await page.screenshot({ path: join(ROOT, 'artifacts', 'dev-view.png') });
    await view.getByRole('button', { name: 'Change and run again' }).click();
    await view.getByLabel('text (required)').fill('nothing');
    await view.getByRole('button', { name: 'Run' }).click();
    await view.getByText('No entries.').waitFor();
    expect(faults).toEqual([]);
  });

  it('says why a sign-in does not start, and starts it again; uses the width of phones', async () => {
    const page = await open();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(await served('city'));
    const rooms = page.getByRole('region', { name: 'rooms' });
    await rooms.getByRole('button', { name: 'Sign in' }).click();
    await rooms.getByRole('alert').getByText('set ROOMS_CLIENT_ID').waitFor();
    await rooms.getByRole('button', { name: 'Try again' }).click();
    await rooms.getByRole('alert').getByText('set ROOMS_CLIENT_ID').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(ROOT, 'artifacts', `dev-390-${colorScheme}.png`) });
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
