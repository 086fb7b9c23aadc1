/**
 * Frequent words of other languages that are no English words. Few are enough: a sentence in one of these
 * languages seldom does without them.
 */
const FOREIGN_WORDS: ReadonlySet<string> = new Set(
  // German
  (
    'der das dem den ein eine einen einem einer und oder nicht ist sind für mit von vom zum zur auf aus bei nach wie ich ' +
    'wir mir mich meine meinen mein unsere alle zeige zeig liste auflisten erstelle erstellen starte starten lösche ' +
    'löschen suche suchen finde welche welcher wer kann ausführen teilen tabelle tabellen benutzer datei dateien ' +
    // French
    'le la les des une du aux avec dans pour sur est sont mes mon nos notre ce cette ces quels quelles quel quelle ' +
    'afficher montrer lister créer creer supprimer lancer exécuter executer chercher trouver partager fichier fichiers ' +
    'utilisateurs utilisateur rapport rapports et où qui comment je peux ' +
    // Spanish
    'el los las un una unos del para por son mis nuestro nuestra qué cuál cuáles cómo ' +
    'mostrar listar crear borrar eliminar ejecutar iniciar buscar encontrar compartir tabla tablas usuario usuarios ' +
    'archivo archivos informe informes proyecto proyectos trabajo trabajos ' +
    // Italian
    'il gli uno di che chi nel nella sono miei mie mostra elenca crea cancella esegui avvia cerca trova condividi ' +
    'tabella tabelle utenti utente progetto progetti lavoro lavori sul sulla della delle dei degli gruppo gruppi ' +
    // Portuguese
    'os um uma dos das com meu minha meus minhas não são mostre liste criar apagar excluir executar buscar ' +
    'compartilhar tabela tabelas usuário usuários arquivo arquivos relatório relatórios projeto projetos quais está estão quem grupo grupos'
  ).split(' '),
);
const LETTERS = /\p{L}/gu;
const LATIN_LETTERS = /\p{Script=Latin}/gu;
const WORDS = /\p{L}+/gu;

/**
 * Whether a query is in another language than English: most of its letters are not Latin, or it has more of the
 * frequent words of another language than words that `isKnown` knows.
 */
export function isOtherLanguage(query: string, isKnown: (word: string) => boolean): boolean {
  const letters = query.match(LETTERS)?.length ?? 0;
  const latin = query.match(LATIN_LETTERS)?.length ?? 0;
  if (letters > 0 && latin < letters / 2) return true;
  const words = query.toLowerCase().match(WORDS) ?? [];
  const foreign = words.filter((word) => FOREIGN_WORDS.has(word)).length;
  const english = words.filter((word) => !FOREIGN_WORDS.has(word) && isKnown(word)).length;
  return foreign > 0 && foreign >= english;
}
