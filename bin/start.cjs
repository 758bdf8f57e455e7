'use strict';

require('node:module').enableCompileCache?.(); // Node 22.1 and newer

module.exports = async function start(program) {
  const { main } = await import('../dist/cli.js');
  await main(program);
};
