'use strict';

module.exports = { tools: [require('node:path').sep] };
