/**
 * A reporter of Vitest for `.ci/run`. It writes to the file that TEST_REPORT names: first "<passed> <failed>", then one
 * line for each failure. What fails outside of a test counts, too: a file that cannot be loaded, a hook, a stray error.
 */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

const firstLine = ({ message = '' }) => message.split('\n')[0].slice(0, 200);

export default class TestReport {
  onTestRunEnd(modules, strayErrors) {
    let passed = 0;
    const failures = strayErrors.map((error) => `outside of all tests: ${firstLine(error)}`);
    for (const module of modules) {
      const failed = (name, errors) =>
        failures.push(...errors.slice(0, 1).map((error) => `${name}: ${firstLine(error)}`));
      const file = relative(process.cwd(), module.moduleId);
      failed(file, module.errors());
      for (const suite of module.children.allSuites()) {
        failed(`${file} > hooks of "${suite.fullName}"`, suite.errors());
      }
      for (const test of module.children.allTests()) {
        const { state, errors = [] } = test.result();
        if (state === 'passed') passed += 1;
        else failed(`${file} > ${test.fullName}`, errors);
      }
    }
    const lines = failures.map((failure) => `FAILED ${failure}\n`);
    writeFileSync(process.env.TEST_REPORT, `${passed} ${failures.length}\n${lines.join('')}`);
  }
}
