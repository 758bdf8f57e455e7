import type { Directory, Rule } from '../../model/rule.js';

const FILE = 'directory.yaml';
const MANIFEST = 'package.json';

/** A key of `listing` for the form of a directory. */
interface ListingFact {
  key: string;
  isValid(text: string): boolean;
  /** The end of a sentence that begins with the key. */
  fault: string;
  /** The only directory that requires it. */
  onlyDirectory?: Directory;
  /** Whether it is about the server; a bundle for Claude Desktop, which runs on its user's computer, needs none. */
  ofServer?: true;
}

const isPublicUrl = (text: string) => URL.canParse(text) && new URL(text).protocol === 'https:';

const url = (key: string): ListingFact => ({
  key,
  isValid: isPublicUrl,
  fault: 'must be a public HTTPS URL',
});

const MAX_SUBTITLE_LENGTH = 30;
const CATEGORIES = (
  'BUSINESS COLLABORATION DESIGN DEVELOPER_TOOLS EDUCATION ENTERTAINMENT FINANCE FOOD LIFESTYLE NEWS PRODUCTIVITY ' +
  'SHOPPING TRAVEL'
).split(' ');

const LISTING_FACTS: readonly ListingFact[] = [
  { key: 'icon', isValid: (text) => /\.png$/i.test(text), fault: 'must be a PNG file' },
  url('privacyPolicy'),
  {
    key: 'support',
    isValid: (text) => isPublicUrl(text) || /^[^\s@]+@[^\s@]+$/.test(text),
    fault: 'must be a public HTTPS URL or an email address',
  },
  {
    key: 'server',
    isValid: isPublicUrl,
    fault: 'must be the public HTTPS URL of the server, which "mcp-provider doctor URL" checks',
    ofServer: true,
  },
  {
    key: 'signIn',
    isValid: (text) => text.trim() !== '',
    fault:
      'must tell the reviewer how to sign in, and where the secret of the test account is: never the secret itself',
    ofServer: true,
  },
  { ...url('documentation'), onlyDirectory: 'claude' },
  {
    key: 'subtitle',
    isValid: ({ length }) => length > 0 && length <= MAX_SUBTITLE_LENGTH,
    fault: `must have 1 to ${MAX_SUBTITLE_LENGTH} characters`,
    onlyDirectory: 'chatgpt',
  },
  {
    key: 'description',
    isValid: (text) => text !== '',
    fault: 'is missing',
    onlyDirectory: 'chatgpt',
  },
  {
    key: 'category',
    isValid: (text) => CATEGORIES.includes(text),
    fault: `must be one of ${CATEGORIES.join(', ')}`,
    onlyDirectory: 'chatgpt',
  },
];

const LISTING = `listing:
  subtitle: Forecasts
  description: Forecasts for any place.
  category: TRAVEL
  icon: icon.png
  privacyPolicy: https://weather.dev/privacy
  support: help@weather.dev
  server: https://mcp.weather.dev/mcp
  signIn: With the token in the form.
`;

export default {
  severity: 'error',
  summary: 'The file directory.yaml contains what the form of the directory asks for.',
  why: 'Forms of directories ask for facts that no list of tools contains, and reject incomplete submissions.',
  source: {
    text: 'OpenAI, App submission guidelines.',
    url: 'https://developers.openai.com/apps-sdk/app-submission-guidelines',
  },
  limits: 'Only a reviewer knows whether these facts are true.',
  submission(project, report, { directory }) {
    const document = project.document(FILE);
    const start = project.text(MANIFEST) ?? project.config?.file;
    if (!document) {
      if (start)
        report(
          { file: start, start: 0, end: 0 },
          `The file "${FILE}" is missing.`,
          'Run "mcp-provider add-feature directory".',
        );
      return;
    }
    const isBundle =
      directory === 'claude' &&
      project.document('manifest.json') !== undefined &&
      document.get('listing', 'server') === undefined;
    for (const { key, isValid, fault, onlyDirectory = directory, ofServer } of LISTING_FACTS) {
      if (onlyDirectory !== directory || (isBundle && ofServer)) continue;
      const text = document.text('listing', key);
      if (text !== undefined && isValid(text)) continue;
      const range =
        document.get('listing', key)?.range ?? document.get('listing')?.keyRange ?? document.range;
      report(range, `"listing.${key}" ${fault}.`, `Correct it in "${FILE}".`);
    }
  },
  examples: {
    pass: [{ [FILE]: LISTING }],
    fail: [
      [{ [MANIFEST]: ['{\n  "name"', '‹›{\n  "name"'] }, `The file "${FILE}" is missing.`],
      [{ [FILE]: LISTING.replace('icon.png', '‹icon.svg›') }, '"listing.icon" must be a PNG file.'],
      [
        {
          [FILE]: LISTING.replace('listing', '‹listing›').replace(
            '  privacyPolicy: https://weather.dev/privacy\n',
            '',
          ),
        },
        '"listing.privacyPolicy" must be a public HTTPS URL.',
      ],
    ],
  },
} satisfies Rule;
