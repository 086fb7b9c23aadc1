/** Shells that completion is written for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * What a shell reads to complete the command line of the program: it asks the program itself, with the words up
 * to the cursor.
 */
export function completionScript(shell: Shell, program: string): string {
  const name = `_${program.replaceAll('-', '_')}`;
  return SCRIPTS[shell](program, name);
}

const SCRIPTS: Readonly<Record<Shell, (program: string, name: string) => string>> = {
  // COMP_LINE is read instead of COMP_WORDS, where bash splits NAME=VALUE into three words.
  bash: (program, name) => `# Add to ~/.bashrc: eval "$(${program} completion bash)"
${name}() {
  local typed="\${COMP_LINE:0:COMP_POINT}" words
  read -ra words <<< "$typed"
  [[ "$typed" == *' ' ]] && words+=('')
  local IFS=$'\\n'
  COMPREPLY=($(${program} complete -- "\${words[@]:1}" 2>/dev/null))
  [[ "\${COMPREPLY[0]}" == *= ]] && compopt -o nospace
}
complete -o default -F ${name} ${program}
`,
  zsh: (program, name) => `# Add to ~/.zshrc, after compinit: eval "$(${program} completion zsh)"
${name}() {
  local -a found
  found=(\${(f)"$(${program} complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  if [[ "\${found[1]}" == *= ]]; then compadd -S '' -- $found; else compadd -- $found; fi
}
compdef ${name} ${program}
`,
  fish: (program, name) => `# Add to ~/.config/fish/config.fish: ${program} completion fish | source
function ${name}
  set -l words (commandline -opc)
  ${program} complete -- $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c ${program} -f -a '(${name})'
`,
};
