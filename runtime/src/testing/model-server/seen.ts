import * as z from 'zod';
import type { Seen } from './script.js';

const Part = z.looseObject({
  type: z.string().optional(),
  text: z.string().optional(),
  content: z.unknown().optional(),
});
const Content = z.union([z.string(), z.array(Part)]).nullish();
const Entry = z.looseObject({
  role: z.string().optional(),
  type: z.string().optional(),
  content: Content,
});
const Body = z.looseObject({
  messages: z.array(Entry).default([]),
  system: Content,
  tools: z
    .array(
      z.looseObject({
        name: z.string().optional(),
        function: z.looseObject({ name: z.string() }).optional(),
      }),
    )
    .default([]),
});

export function seenIn(
  api: Seen['api'],
  body: Record<string, unknown>,
  key: string | undefined,
): Seen {
  const { messages, system, tools } = Body.parse(body);
  let question = '';
  let results: string[] = [];
  for (const { role, content } of messages) {
    const parts = typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
    const toolResults = parts.filter((part) => part.type === 'tool_result');
    if (role === 'tool') results.push(textOf(content));
    else if (toolResults.length > 0)
      results.push(...toolResults.map((part) => String(part.content)));
    if (role === 'user' && toolResults.length < parts.length) {
      question = textOf(content);
      results = [];
    }
  }
  return {
    api,
    question,
    results,
    tools: tools.map(({ name, function: named }) => name ?? named?.name ?? ''),
    instructions: textOf(system ?? messages.find(({ role }) => role === 'system')?.content),
    length: messages.length,
    body,
    key,
  };
}

function textOf(content: z.output<typeof Content>): string {
  if (typeof content === 'string') return content;
  return (content ?? []).flatMap(({ text }) => text ?? []).join('');
}
