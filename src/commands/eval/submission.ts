import type { Tool } from '@modelcontextprotocol/client';
import { tooFewPrompts } from '../../model/errors/eval.js';
import type { Listing } from '../../project/listing.js';
import type { EvalCase } from './read-table.js';

const SCHEMA = 'https://developers.openai.com/apps-sdk/schemas/chatgpt-app-submission.v1.json';
/** Numbers of prompts that the form requires exactly. */
const PROMPTS = 5;
const OTHER_PROMPTS = 3;

/**
 * Returns the file for the form of the ChatGPT app directory: tool annotations with reasons,
 * prompts with the tools that they use, and prompts that use none. A person completes reasons that
 * cannot be derived, such as whether data becomes public. See the skill `chatgpt-app-submission` in
 * openai/plugins, and the schema.
 * @throws CliError `eval/prompts`
 */
export function submissionFile(
  name: string,
  tools: readonly Tool[],
  cases: readonly EvalCase[],
  listing: Listing,
): object {
  const casesWithTool = cases.filter(({ expect }) => expect.length > 0);
  const casesWithoutTool = cases.filter(({ expect }) => expect.length === 0);
  if (casesWithTool.length < PROMPTS || casesWithoutTool.length < OTHER_PROMPTS)
    throw tooFewPrompts(casesWithTool.length, casesWithoutTool.length);
  return {
    $schema: SCHEMA,
    schema_version: 1,
    app_info: { display_name: name, ...appInfo(listing) },
    tools: Object.fromEntries(tools.map((tool) => [tool.name, submissionHints(tool)])),
    test_cases: casesWithTool.slice(0, PROMPTS).map(({ ask, expect }) => {
      const titles = expect.map(
        (expectedName) => tools.find((tool) => tool.name === expectedName)?.title ?? expectedName,
      );
      return prompt(ask, expect.join(', '), `The result of: ${titles.join(', or ')}.`);
    }),
    negative_test_cases: casesWithoutTool
      .slice(0, OTHER_PROMPTS)
      .map(({ ask }) => prompt(ask, null, 'The app is not used: it does not do this.')),
  };
}

/** Returns the fields of ChatGPT's form that its file can fill in. */
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

function submissionHints({ title, name, annotations = {} }: Tool) {
  const {
    readOnlyHint = false,
    destructiveHint = !readOnlyHint,
    openWorldHint = true,
  } = annotations;
  const purpose = title ?? name;
  return {
    annotations: { readOnlyHint, openWorldHint, destructiveHint },
    justifications: {
      read_only_justification: readOnlyHint
        ? `"${purpose}" only reads and changes nothing.`
        : `"${purpose}" changes data.`,
      open_world_justification: openWorldHint
        ? `"${purpose}" reaches a system beyond this server.`
        : `"${purpose}" reaches only data of this server.`,
      destructive_justification: destructiveHint
        ? `"${purpose}" can change or remove what exists.`
        : `"${purpose}" neither changes nor removes what exists.`,
    },
  };
}
