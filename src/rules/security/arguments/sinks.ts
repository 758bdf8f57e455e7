/** Calls that touch the file they are given first. */
export const FILES =
  /^node:fs(\/promises)?#(promises\.)?(access|appendFile|chmod|cp|copyFile|createReadStream|createWriteStream|exists|lstat|mkdir|open|opendir|readdir|readFile|readlink|realpath|rename|rm|rmdir|stat|symlink|truncate|unlink|watch|writeFile)(Sync)?$/;
