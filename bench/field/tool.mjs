/** The tool that each server has, `say_0` to `say_N`: the same schemas, the same result. */
import * as z from 'zod';

export const TOOLS = Number(process.env.TOOLS ?? 1);
export const PORT = Number(process.env.PORT);

export const name = (index) => `say_${index}`;
export const description = 'Say it';
export const inputSchema = z.object({
  text: z.string().describe('What to say'),
  count: z.int().min(1).max(9).default(1),
});
export const outputSchema = z.object({ text: z.string(), at: z.string().optional() });

/** With `WRONG`, a result that `outputSchema` does not allow. */
export const value = (text) => ({ text: process.env.WRONG ? 5 : text });

export async function say({ text }) {
  const answer = value(text);
  return { content: [{ type: 'text', text: JSON.stringify(answer) }], structuredContent: answer };
}

/** For each tool: `register(name)`. */
export function each(register) {
  for (let index = 0; index < TOOLS; index++) register(name(index));
}
