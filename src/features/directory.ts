import type { LocalFeature } from '../model/feature.js';

const TABLE = 'directory.yaml';
const SUBMISSION = 'chatgpt-app-submission.json';

export default {
  label: 'Directories of ChatGPT and Claude: what their forms ask for, and prompts for reviewers',
  view: () => ({}),
  packageJson: ({ run }) => ({
    scripts: {
      submission: `${run('build')} && mcp-provider eval ${TABLE} --submission > ${SUBMISSION}`,
    },
  }),
  readme: ({ providers, run, exec }) => {
    const options = providers.length > 1 ? ` -- --provider ${providers[0]?.name}` : '';
    return [
      '## Directories',
      '',
      `\`${TABLE}\` has what the directories of ChatGPT and Claude ask for. Complete it;`,
      `\`${exec('mcp-provider validate --for chatgpt')}\` and \`--for claude\` say what is missing.`,
      `\`${run('submission')}${options}\` writes \`${SUBMISSION}\` for the form of ChatGPT.`,
    ].join('\n');
  },
} satisfies LocalFeature;
