import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/client';
import { expect, it } from 'vitest';
import { listedTool } from '../../call/lists/lists.js';
import { localPrincipal } from '../../identity/principal.js';
import { projectOf } from '../../project/project.js';
import { sdkLineOf } from '../../provider/sdk-line.js';
import { loadTestedProvider } from '../server/project.js';

/** Start of the URIs of the files of skills. */
export const SKILL_URI = 'skill://';

/** Each tool, argument and value that a skill of the provider names exists. */
export function testSkills(provider: string, clientOf: () => Promise<Client>): void {
  if (!existsSync(join(projectOf(provider).root, 'skills'))) return;
  it('has skills that name what exists', async () => {
    const client = await clientOf();
    const { checkSkill } = await import('../../skills/check-skill.js');
    const { mcpInstance } = await loadTestedProvider(provider);
    const { registrations } = sdkLineOf(mcpInstance.createServer, localPrincipal()).provider;
    const { tools, resources, prompts } = registrations;
    const names = {
      tools: Array.from(tools.values(), listedTool),
      others: [provider, ...prompts.keys(), ...resources.keys()],
    };
    const files = (await client.listResources()).resources.filter(
      ({ uri }) => uri.startsWith(SKILL_URI) && uri.endsWith('.md'),
    );
    const findings: string[] = [];
    for (const { uri } of files) {
      const [content] = (await client.readResource({ uri })).contents;
      const text = content && 'text' in content ? content.text : '';
      for (const { line, message } of checkSkill(text, names))
        findings.push(`skills/${uri.slice(SKILL_URI.length)}:${line}: ${message}`);
    }
    const advice =
      'Correct the skill, or list words that name something else: <!-- words: main -->';
    expect(findings, `${findings.join('\n')}\n${advice}`).toEqual([]);
  });
}
