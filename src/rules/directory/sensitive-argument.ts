import type { Rule } from '../../model/rule.js';
import { listedToolCheck, listing } from '../listed-tools.js';

const SENSITIVE_NAME =
  /^(?:.*_)?(?:password|passcode|secret|api_?key|access_?token|mfa_?code|otp|ssn|cvv|cvc|card_?number)$/i;

export default {
  for: ['chatgpt'],
  severity: 'warning',
  summary: 'No tool of a submitted server asks for passwords, keys or numbers of cards.',
  why: 'The ChatGPT app directory rejects tools that ask for such data without need.',
  source: {
    text: 'OpenAI, App submission guidelines.',
    url: 'https://developers.openai.com/apps-sdk/app-submission-guidelines',
  },
  submission: listedToolCheck(({ name, inputSchema: { properties = {} } }) => {
    const sensitive = Object.keys(properties).filter((key) => SENSITIVE_NAME.test(key));
    return sensitive.length === 0
      ? undefined
      : [
          `The tool "${name}" asks for ${sensitive.join(', ')}.`,
          'Remove the argument, or explain in the submission why it is necessary.',
        ];
  }),
  examples: {
    pass: [{ 'tools/list': ['"place"', '"secretary"'] }],
    fail: [[listing('"place"', '"api_key"'), 'The tool "get_forecast" asks for api_key.']],
  },
} satisfies Rule;
