import type { Rule } from '../../model/rule.js';

export default {
  severity: 'warning',
  summary:
    'mcp-provider and create-mcp-provider have the same version; a bundle has the version in package.json.',
  why: 'The command adds code for its own version of the library. Clients compare the version of a bundle with the installed one.',
  source: { text: '"Versions" in the README of create-mcp-provider.' },
  project(project, report) {
    const manifest = project.document('package.json');
    const packageVersion = (name: string) =>
      manifest?.get('devDependencies', name) ?? manifest?.get('dependencies', name);
    const library = packageVersion('mcp-provider');
    const command = packageVersion('create-mcp-provider');
    const numbers = [library, command].map(
      (versionValue) => /\d+\.\d+\.\d+\S*?(?=-\w{8}\.tgz|$)/.exec(String(versionValue?.value))?.[0],
    );
    if (command && numbers[0] && numbers[1] && numbers[0] !== numbers[1])
      report(
        command.range,
        `create-mcp-provider is ${numbers[1]}, but mcp-provider is ${numbers[0]}.`,
        'Use the same version.',
      );
    const bundle = project.document('manifest.json');
    const [version, bundleVersion] = [manifest?.text('version'), bundle?.get('version')];
    // Browser extensions also have a file with this name.
    if (
      bundle?.get('server') &&
      bundleVersion &&
      version !== undefined &&
      bundleVersion.value !== version
    )
      report(
        bundleVersion.range,
        `The version is "${String(bundleVersion.value)}", but that of package.json is "${version}".`,
        'Use the same version.',
        [{ at: bundleVersion.range, text: JSON.stringify(version) }],
      );
  },
  examples: {
    pass: [
      {
        'package.json': [
          '"create-mcp-provider": "0.2.0"',
          '"create-mcp-provider": "file:vendor/create-mcp-provider-0.2.0-84d0a135.tgz"',
        ],
      },
      { 'manifest.json': '{ "manifest_version": 3, "name": "extension", "version": "1.2" }' },
    ],
    fail: [
      [
        { 'package.json': ['"create-mcp-provider": "0.2.0"', '"create-mcp-provider": ‹"^0.3.0"›'] },
        'create-mcp-provider is 0.3.0, but mcp-provider is 0.2.0.',
      ],
      [
        { 'manifest.json': '{ "manifest_version": "0.3", "version": ‹"0.0.1"›, "server": {} }' },
        'The version is "0.0.1", but that of package.json is "0.1.0".',
      ],
    ],
    fix: [
      [
        { 'manifest.json': '{ "version": "0.0.1", "server": {} }' },
        { 'manifest.json': '{ "version": "0.1.0", "server": {} }' },
      ],
    ],
  },
} satisfies Rule;
