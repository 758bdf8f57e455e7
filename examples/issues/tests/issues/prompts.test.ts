import { describe, expect, it } from 'vitest';
import { eras } from '../support/eras.js';
import { session } from '../support/session.js';
import { fixture } from './fixture.js';

/** A prompt with arguments, and what its message says of them. */
interface PromptCase {
  prompt: string;
  args: Record<string, string>;
  mentions: string[];
}

const cases: PromptCase[] = [
  { prompt: 'triage', args: { owner: 'a-owner', repo: 'a-repo' }, mentions: ['a-owner', 'a-repo'] },
];

describe.each(eras)('prompts of issues, $era era', ({ mode }) => {
  it.each(cases)('$prompt takes its arguments', async ({ prompt, args, mentions }) => {
    const { client } = await session(fixture, mode);
    const { messages } = await client.getPrompt({ name: prompt, arguments: args });
    expect(messages).toHaveLength(1);
    for (const text of mentions) expect(JSON.stringify(messages)).toContain(text);
  });
});
