import type { Rule } from '../../model/rule.js';

const FILE = 'manifest.json';
const LISTING = 'listing:\n  icon: icon.png\n  privacyPolicy: https://weather.dev/privacy\n';
const README = '## Privacy policy\n\nWeather stores nothing.\n';
const bundle = (icon: string, policies = '["https://weather.dev/privacy"]') =>
  `{ "name": "weather", "icon": ${icon}, "privacy_policies": ${policies} }\n`;

export default {
  for: ['claude'],
  severity: 'error',
  summary:
    'A bundle for Claude Desktop agrees with directory.yaml, and the README has a privacy policy.',
  why: 'The Claude connectors directory rejects bundles without an icon and a privacy policy.',
  source: {
    text: 'Anthropic, Local MCP server submission guide.',
    url: 'https://support.claude.com/en/articles/12922832-local-mcp-server-submission-guide',
  },
  submission(project, report) {
    const manifest = project.document(FILE);
    if (!manifest) return;
    const listing = project.document('directory.yaml')?.get('listing');
    const policy = listing?.text('privacyPolicy');
    const [icon, policies] = [manifest.get('icon'), manifest.get('privacy_policies')];
    if (icon?.value !== listing?.text('icon'))
      report(
        icon?.range ?? manifest.range,
        '"icon" is not that of directory.yaml.',
        'Copy it from directory.yaml.',
      );
    if (policy === undefined || !policies?.items.some(({ value }) => value === policy))
      report(
        policies?.range ?? manifest.range,
        '"privacy_policies" lacks that of directory.yaml.',
        'Copy it from directory.yaml.',
      );
    const readme = project.text('README.md');
    if (!/^#+ .*privacy/im.test(readme?.text ?? ''))
      report(
        readme ? { file: readme, start: 0, end: 0 } : manifest.range,
        'The README has no section "Privacy policy".',
        'Add the section.',
      );
  },
  examples: {
    pass: [{}, { [FILE]: bundle('"icon.png"'), 'directory.yaml': LISTING, 'README.md': README }],
    fail: [
      [
        { [FILE]: bundle('‹"a.png"›'), 'directory.yaml': LISTING, 'README.md': README },
        '"icon" is not that of directory.yaml.',
      ],
      [
        { [FILE]: bundle('"icon.png"', '‹[]›'), 'directory.yaml': LISTING, 'README.md': README },
        '"privacy_policies" lacks that of directory.yaml.',
      ],
      [
        { [FILE]: bundle('"icon.png"'), 'directory.yaml': LISTING, 'README.md': '‹›# Weather\n' },
        'The README has no section "Privacy policy".',
      ],
    ],
  },
} satisfies Rule;
