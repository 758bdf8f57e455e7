import {
  type Prompt,
  type Resource,
  type ResourceTemplateType,
  UriTemplate,
} from '@modelcontextprotocol/client';
import { quoteAsData, truncateForModel } from '../../../runtime/src/agent/model-text.js';
import type { PooledSource } from '../../../runtime/src/agent/pooled-source.js';
import { oneLine } from '../../model/text/table.js';
import type { Chat } from './chat.js';

const MAX_CHARACTERS = 50_000;

/** Attaches a resource to the next message, or returns the message of a prompt. */
export async function useOffer(
  chat: Chat,
  nameOrUri: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { ui } = chat.context;
  const { prompts, resources, templates } = await listOffers(chat, signal);
  const prompt = prompts.find(({ name }) => name === nameOrUri);
  if (prompt) return promptMessage(chat, prompt, signal);
  const resource = resources.find(({ name, uri }) => [name, uri].includes(nameOrUri));
  if (resource) return attach(chat, resource.client, resource.uri, signal);
  const template = templates.find(({ name, uriTemplate }) =>
    [name, uriTemplate].includes(nameOrUri),
  );
  if (template)
    return attach(chat, template.client, await expandTemplate(chat, template, signal), signal);
  const matchingTemplate = templates.find(({ uriTemplate }) =>
    new UriTemplate(uriTemplate).match(nameOrUri),
  );
  if (matchingTemplate) return attach(chat, matchingTemplate.client, nameOrUri, signal);
  ui.error(
    nameOrUri === '' ? 'A name or URI is required.' : `Unknown prompt or resource "${nameOrUri}".`,
    '/prompts and /resources list them.',
  );
  return undefined;
}

async function attach(
  chat: Chat,
  client: SourceClient,
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
    const { text, missing: omittedCount } = truncateForModel(content.text, MAX_CHARACTERS);
    chat.attached.push(quoteAsData(`Resource ${content.uri}`, text));
    const rest = omittedCount > 0 ? `, without the last ${omittedCount}` : '';
    ui.note(`Attached ${content.uri} (${content.text.length} characters${rest}).`);
  }
}

/** Returns the message of a prompt, which the user sees before it is sent. */
async function promptMessage(
  { context: { ui } }: Chat,
  { client, name, arguments: promptArguments = [] }: Prompt & { client: SourceClient },
  signal: AbortSignal,
): Promise<string> {
  const args = new Map<string, string>();
  const questions = promptArguments.length > 0 ? await ui.ask(signal) : undefined;
  for (const { name: argument, description, required: isRequired = false } of promptArguments) {
    const label = description === undefined ? argument : `${argument}: ${oneLine(description)}`;
    const check = (answer: string) => (isRequired && answer === '' ? 'Enter a value.' : undefined);
    const message = isRequired ? label : `${label} (optional)`;
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
    return quoteAsData(`Resource ${content.resource.uri}`, content.resource.text);
  });
  const text = texts.filter(Boolean).join('\n\n');
  ui.note(text);
  return text;
}

async function expandTemplate(
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

type SourceClient = PooledSource['client'];
type WithClient<T> = T & { client: SourceClient };

/** Resources, templates and prompts that the user can add to a conversation. */
interface ChatOffers {
  resources: WithClient<Resource>[];
  templates: WithClient<ResourceTemplateType>[];
  prompts: WithClient<Prompt>[];
}

/** Lists what the servers of a chat offer now. */
export async function listOffers({ servers }: Chat, signal: AbortSignal): Promise<ChatOffers> {
  const offersByServer = await Promise.all(
    servers.sources.map(async ({ client }) => {
      const { resources, prompts } = client.getServerCapabilities() ?? {};
      const options = { timeout: servers.callMs, signal };
      const withClient = <T>(items: T[]) => items.map((item) => ({ ...item, client }));
      const lists = resources && {
        resources: withClient((await client.listResources({}, options)).resources),
        templates: withClient((await client.listResourceTemplates({}, options)).resourceTemplates),
      };
      const listedPrompts = prompts && withClient((await client.listPrompts({}, options)).prompts);
      return { resources: [], templates: [], ...lists, prompts: listedPrompts ?? [] };
    }),
  );
  return {
    resources: offersByServer.flatMap((offer) => offer.resources),
    templates: offersByServer.flatMap((offer) => offer.templates),
    prompts: offersByServer.flatMap((offer) => offer.prompts),
  };
}
