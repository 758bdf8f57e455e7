import type { Rule } from '../../model/rule.js';

export default {
  severity: 'warning',
  summary:
    'mcp-provider and create-mcp-provider have the same version; published files have the version in package.json.',
  why: 'The command adds code for its own version of the library. Registries refuse files whose version differs.',
  source: { text: '"Versions" in the README of create-mcp-provider.' },
  project(project, report) {
    const manifest = project.document('package.json');
    const library = manifest?.get('dependencies', 'mcp-provider');
    const command = manifest?.get('devDependencies', 'create-mcp-provider');
    const numbers = [library, command].map(
      (each) => /\d+\.\d+\.\d+\S*?(?=-\w{8}\.tgz|$)/.exec(String(each?.value))?.[0],
    );
    if (command && numbers[0] && numbers[1] && numbers[0] !== numbers[1])
      report(
        command.at,
        `create-mcp-provider is ${numbers[1]}, but mcp-provider is ${numbers[0]}.`,
        'Use the same version.',
      );
    const version = manifest?.get('version')?.value;
    for (const path of ['server.json', 'manifest.json']) {
      const found = project.document(path)?.get('version');
      if (found && found.value !== version)
        report(
          found.at,
          `The version is "${String(found.value)}", but that of package.json is "${String(version)}".`,
          'Use the same version.',
        );
    }
  },
  examples: {
    pass: [
      {
        'package.json': [
          '"create-mcp-provider": "0.2.0"',
          '"create-mcp-provider": "file:vendor/create-mcp-provider-0.2.0-84d0a135.tgz"',
        ],
      },
      { 'server.json': '{ "version": "0.1.0" }' },
    ],
    fail: [
      [
        { 'package.json': ['"create-mcp-provider": "0.2.0"', '"create-mcp-provider": ‹"^0.3.0"›'] },
        'create-mcp-provider is 0.3.0, but mcp-provider is 0.2.0.',
      ],
      [
        { 'server.json': '{ "version": ‹"0.0.1"› }' },
        'The version is "0.0.1", but that of package.json is "0.1.0".',
      ],
    ],
  },
} satisfies Rule;
