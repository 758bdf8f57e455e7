import type { Rule } from '../../model/rule.js';

export default {
  severity: 'error',
  summary:
    'package.json has the scripts "build" and "start", and the version of Node.js in "engines".',
  why: 'Client entries, images and CI run these scripts; without "engines", an old Node.js fails with an unclear message.',
  source: {
    text: 'npm, "scripts" and "engines" in package.json.',
    url: 'https://docs.npmjs.com/cli/v11/configuring-npm/package-json',
  },
  project(project, report) {
    const manifest = project.document('package.json');
    if (!manifest || manifest.errors.length > 0) return;
    const scripts = manifest.get('scripts');
    for (const name of ['build', 'start']) {
      if (!scripts?.get(name))
        report(
          scripts?.keyRange ?? manifest.range,
          `The script "${name}" is missing.`,
          'Restore it.',
        );
    }
    if (!manifest.get('engines', 'node'))
      report(
        manifest.get('engines')?.keyRange ?? manifest.get('name')?.keyRange ?? manifest.range,
        '"engines" has no "node".',
        'Add "engines": { "node": ">=20.19" }.',
      );
  },
  examples: {
    pass: [{}],
    fail: [
      [
        { 'package.json': ['"scripts": {\n    "build"', '‹"scripts"›: {\n    "make"'] },
        'The script "build" is missing.',
      ],
      [
        { 'package.json': ['"engines": { "node": ">=20.19" }', '‹"engines"›: {}'] },
        '"engines" has no "node".',
      ],
    ],
  },
} satisfies Rule;
