import type { Rule } from '../../model/rule.js';
import { sourceRange } from '../../model/source-range.js';

export default {
  severity: 'error',
  summary: 'package.json has "type": "module", and tsconfig.json the module settings of Node.js.',
  why: 'The library consists of ES modules: the built server cannot load it otherwise.',
  source: {
    text: 'Node.js, Determining module system.',
    url: 'https://nodejs.org/api/packages.html#determining-module-system',
  },
  project(project, report) {
    const manifest = project.document('package.json');
    const type = manifest?.get('type');
    if (manifest && type?.value !== 'module')
      report(
        type?.range ?? sourceRange(manifest.file),
        'This package does not consist of ES modules.',
        'Set "type" to "module".',
      );
    const options = project.document('tsconfig.json')?.get('compilerOptions');
    for (const [key, allowedValues] of [
      ['module', /^(node\w+|es\w+|preserve)$/i],
      ['moduleResolution', /^(node16|nodenext|bundler)$/i],
    ] as const) {
      const option = options?.get(key);
      if (option && !allowedValues.test(String(option.value)))
        report(
          option.range,
          `"${key}" is "${String(option.value)}", which cannot load the library.`,
          'Remove it: "mcp-provider/tsconfig.json" sets it.',
        );
    }
  },
  examples: {
    pass: [
      {
        'tsconfig.json':
          '{ "compilerOptions": { "module": "NodeNext", "moduleResolution": "bundler" } }',
      },
    ],
    fail: [
      [
        { 'package.json': ['"type": "module"', '"type": ‹"commonjs"›'] },
        'This package does not consist of ES modules.',
      ],
      [
        { 'tsconfig.json': '{\n  // Older.\n  "compilerOptions": { "module": ‹"commonjs"› },\n}' },
        '"module" is "commonjs", which cannot load the library.',
      ],
    ],
  },
} satisfies Rule;
