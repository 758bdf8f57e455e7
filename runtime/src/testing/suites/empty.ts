import { expect, it } from 'vitest';
import { load } from '../project.js';
import type { TestedProvider } from '../tested-provider.js';

/** A provider without tools, resources and prompts: the server does not start with it, and the fixture must list what is added. */
export function testEmpty({ provider }: TestedProvider): void {
  it('has no tool, resource or prompt yet', async () => {
    await expect(
      load(provider),
      `"${provider}" has tools, resources or prompts that the test does not list. Add their cases to the test`,
    ).rejects.toThrow('has no tool, resource or prompt');
  });
}
