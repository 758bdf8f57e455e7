'use strict';

require('node:module').enableCompileCache?.(); // Node 22.1 and newer

const { main } = require('../dist/cli.cjs');

module.exports = main;
