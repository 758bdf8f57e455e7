import type { Tool } from '@modelcontextprotocol/client';
import { tooFewPrompts } from '../../model/errors/eval.js';
import type { Listing } from '../../project/listing.js';
import type { Case } from './table.js';

const SCHEMA = 'https://developers.openai.com/apps-sdk/schemas/chatgpt-app-submission.v1.json';
/** The form takes so many prompts, no fewer and no more. */
const PROMPTS = 5;
const OTHER_PROMPTS = 3;

/**
 * The file that the form of the ChatGPT app directory takes: hints of the tools with reasons, and prompts with the tools that
 * they use, or none. What the reasons do not know, such as whether what is written is public, a person completes.
 * See the skill `chatgpt-app-submission` in openai/plugins, and the schema.
 * @throws CliError `eval/prompts`
 */
export function submissionOf(
  name: string,
  tools: readonly Tool[],
  cases: readonly Case[],
  listing: Listing,
): object {
  const using = cases.filter(({ expect }) => expect.length > 0);
  const others = cases.filter(({ expect }) => expect.length === 0);
  if (using.length < PROMPTS || others.length < OTHER_PROMPTS)
    throw tooFewPrompts(using.length, others.length);
  return {
    $schema: SCHEMA,
    schema_version: 1,
    app_info: { display_name: name, ...appInfo(listing) },
    tools: Object.fromEntries(tools.map((tool) => [tool.name, hintsOf(tool)])),
    test_cases: using.slice(0, PROMPTS).map(({ ask, expect }) => {
      const titles = expect.map((one) => tools.find((tool) => tool.name === one)?.title ?? one);
      return prompt(ask, expect.join(', '), `The result of: ${titles.join(', or ')}.`);
    }),
    negative_test_cases: others
      .slice(0, OTHER_PROMPTS)
      .map(({ ask }) => prompt(ask, null, 'The app is not used: it does not do this.')),
  };
}

/** The fields of the form of ChatGPT that its file can fill in. */
const appInfo = ({ subtitle, description, category }: Listing): object =>
  Object.fromEntries(
    Object.entries({ subtitle, description, category }).filter(([, value]) => Boolean(value)),
  );

const prompt = ([sentence = '']: readonly string[], tools: string | null, output: string) => ({
  description: sentence,
  user_prompt: sentence,
  file_attachment_urls: null,
  tools_triggered: tools,
  expected_output: output,
  expected_output_url: null,
});

function hintsOf({ title, name, annotations = {} }: Tool) {
  const {
    readOnlyHint = false,
    destructiveHint = !readOnlyHint,
    openWorldHint = true,
  } = annotations;
  const does = title ?? name;
  return {
    annotations: { readOnlyHint, openWorldHint, destructiveHint },
    justifications: {
      read_only_justification: readOnlyHint
        ? `"${does}" only reads and changes nothing.`
        : `"${does}" changes data.`,
      open_world_justification: openWorldHint
        ? `"${does}" reaches a system beyond this server.`
        : `"${does}" reaches only data of this server.`,
      destructive_justification: destructiveHint
        ? `"${does}" can change or remove what exists.`
        : `"${does}" neither changes nor removes what exists.`,
    },
  };
}
