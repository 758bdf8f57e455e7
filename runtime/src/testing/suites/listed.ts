import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/client';
import { expect, it } from 'vitest';
import { localPrincipal } from '../../identity/principal.js';
import { configOf } from '../../project/config.js';
import { currentProject } from '../../project/project.js';
import { sdkLineOf } from '../../provider/sdk-line.js';
import { searchedText } from '../../search/names.js';
import { listedText, withRunOptions } from '../listed-text.js';
import { loadTestedProvider } from '../server/project.js';
import { SKILL_URI, testSkills } from './skills.js';

/** Compares the definitions that clients get with `tests/<provider>.tools.txt`, and checks the skills that mention them. */
export function testListed(provider: string, clientOf: () => Promise<Client>): void {
  it('tells clients what the test states', async () => {
    const client = await clientOf();
    const { tools, ...lists } = await listsOf(client);
    const { mcpInstance } = await loadTestedProvider(provider);
    const { registrations } = sdkLineOf(mcpInstance.createServer, localPrincipal()).provider;
    const isSearched = configOf(provider).surface === 'search';
    const text = listedText({
      instructions: client.getInstructions(),
      ...(isSearched && { searched: searchedText(provider) }),
      tools: tools.map((tool) => withRunOptions(tool, registrations.tools.get(tool.name))),
      ...lists,
    });
    const file = join(currentProject().root, 'tests', `${provider}.tools.txt`);
    const message = `tests/${provider}.tools.txt states what clients were told before. If the change is meant, correct README.md and run "npm test -- -u"`;
    await expect(text, message).toMatchFileSnapshot(file);
  });
  testSkills(provider, clientOf);
}

/** Returns all that a provider offers without its skills; templates are among its resources. */
export async function listsOf(client: Client) {
  const offers = client.getServerCapabilities() ?? {};
  const { tools } = offers.tools ? await client.listTools() : { tools: [] };
  const { prompts } = offers.prompts ? await client.listPrompts() : { prompts: [] };
  if (!offers.resources) return { tools, resources: [], prompts };
  const { resources: allResources } = await client.listResources();
  const resources = allResources.filter(({ uri }) => !uri.startsWith(SKILL_URI));
  const { resourceTemplates } = await client.listResourceTemplates();
  return { tools, resources: [...resources, ...resourceTemplates], prompts };
}
