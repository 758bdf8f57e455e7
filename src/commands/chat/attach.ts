import type { Client, Prompt, ResourceTemplateType } from '@modelcontextprotocol/client';
import { UriTemplate } from '@modelcontextprotocol/client';
import { asData, cut } from '../../../runtime/src/agent/text.js';
import { oneLine } from '../table.js';
import type { Chat } from './chat.js';
import { offersOf } from './offers.js';

const MOST_CHARACTERS = 50_000;

/** Attaches a resource to the next message, or returns the message of a prompt. */
export async function use(
  chat: Chat,
  what: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { ui } = chat.context;
  const { prompts, resources, templates } = await offersOf(chat, signal);
  const prompt = prompts.find(({ name }) => name === what);
  if (prompt) return messageOf(chat, prompt, signal);
  const resource = resources.find(({ name, uri }) => [name, uri].includes(what));
  if (resource) return attach(chat, resource.client, resource.uri, signal);
  const template = templates.find(({ name, uriTemplate }) => [name, uriTemplate].includes(what));
  if (template)
    return attach(chat, template.client, await expanded(chat, template, signal), signal);
  const fits = templates.find(({ uriTemplate }) => new UriTemplate(uriTemplate).match(what));
  if (fits) return attach(chat, fits.client, what, signal);
  ui.error(
    what === '' ? 'A name or URI is required.' : `Unknown prompt or resource "${what}".`,
    '/prompts and /resources list them.',
  );
  return undefined;
}

async function attach(
  chat: Chat,
  client: Client,
  uri: string,
  signal: AbortSignal,
): Promise<undefined> {
  const { ui } = chat.context;
  const { contents } = await client.readResource({ uri }, { signal });
  for (const content of contents) {
    if (!('text' in content)) {
      ui.warn(`${content.uri} is not text, and is left out.`);
      continue;
    }
    const { text, missing } = cut(content.text, MOST_CHARACTERS);
    chat.attached.push(asData(`Resource ${content.uri}`, text));
    const rest = missing > 0 ? `, without the last ${missing}` : '';
    ui.note(`Attached ${content.uri} (${content.text.length} characters${rest}).`);
  }
}

/** The user sees what is sent as their message. */
async function messageOf(
  { context: { ui } }: Chat,
  { client, name, arguments: wanted = [] }: Prompt & { client: Client },
  signal: AbortSignal,
): Promise<string> {
  const args = new Map<string, string>();
  const questions = wanted.length > 0 ? await ui.ask(signal) : undefined;
  for (const { name: argument, description, required = false } of wanted) {
    const label = description === undefined ? argument : `${argument}: ${oneLine(description)}`;
    const check = (typed: string) => (required && typed === '' ? 'Enter a value.' : undefined);
    const message = required ? label : `${label} (optional)`;
    const text = await questions?.text({ message, check });
    if (text) args.set(argument, text);
  }
  const { messages } = await client.getPrompt(
    { name, arguments: Object.fromEntries(args) },
    { signal },
  );
  const texts = messages.map(({ content }) => {
    if (content.type === 'text') return content.text;
    if (content.type !== 'resource' || !('text' in content.resource)) return '';
    return asData(`Resource ${content.resource.uri}`, content.resource.text);
  });
  const text = texts.filter(Boolean).join('\n\n');
  ui.note(text);
  return text;
}

async function expanded(
  { context: { ui } }: Chat,
  { uriTemplate }: ResourceTemplateType,
  signal: AbortSignal,
): Promise<string> {
  const template = new UriTemplate(uriTemplate);
  const questions = await ui.ask(signal);
  const values: Record<string, string> = {};
  for (const name of template.variableNames) values[name] = await questions.text({ message: name });
  return template.expand(values);
}
