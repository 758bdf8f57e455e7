import type { Client } from '@modelcontextprotocol/client';
import { expect, it } from 'vitest';
import { configOf } from '../../provider/config.js';
import { localPrincipal } from '../../provider/principal.js';
import { lineOf } from '../../provider/sdk-line.js';
import { load } from '../project.js';
import { findingsIn } from './client-rules.js';

/** What the provider offers is within the limits of all clients. */
export function testToolList(provider: string, clientOf: () => Promise<Client>): void {
  it('offers tools that all clients accept', async ({ annotate }) => {
    const client = await clientOf();
    if (!client.getServerCapabilities()?.tools) return;
    const { tools } = await client.listTools();
    const { mcpInstance } = await load(provider);
    const { registrations } = lineOf(mcpInstance.createServer, localPrincipal()).provider;
    const found = findingsIn({
      provider,
      tools,
      isSearched: configOf(provider).surface === 'search',
      exempt: (name) => registrations.tools.get(name)?.exempt ?? {},
    });
    const refused: string[] = [];
    for (const { effect, tool = provider, text } of found) {
      if (effect === 'refused') refused.push(`${tool}: ${text}`);
      else await annotate(`${tool}: ${text}`, 'warning');
    }
    const message = `Some clients reject these tools, and all others with them:\n${refused.join('\n')}\n`;
    expect(refused, message).toEqual([]);
  });
}
