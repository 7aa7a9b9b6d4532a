/** What people write: phrases in Portuguese by what they are about. `{p}` is the product. */

const lines = (text: string): readonly string[] => text.trim().split("\n");

/** Phrases by what they are about. */
export const phrases = {
  /** Glad. */
  good: lines(`
Recebi bem antes do prazo estipulado.
Produto de ótima qualidade, recomendo
Adorei o {p}, muito bonito
Chegou antes do prazo e bem embalado.
Muito bom, exatamente como descrito no site
Gostei muito do {p}
Excelente produto e entrega rápida!
Tudo certo com a compra, {p} conforme o anúncio
Vendedor confiável, {p} ok e entrega antes do prazo.
Superou minhas expectativas
O {p} é lindo, igual à foto
Ótimo custo benefício
Entrega super rápida, parabéns
Produto original, bem embalado
Atendeu perfeitamente o que eu precisava
Comprei para presente e a pessoa amou
Qualidade excelente, material resistente
Chegou tudo certinho
Já é a segunda vez que compro, sempre perfeito
Fácil de montar e muito bonito`),
  /** Glad, with a but. */
  fair: lines(`
Bom produto, mas a embalagem veio amassada
O {p} é bom, só achei um pouco pequeno
Gostei, porém o frete é caro
Entregue no prazo, {p} simples mas cumpre o que promete
Produto bom pelo preço
Bonito, mas o acabamento podia ser melhor
Chegou certo. Faltou apenas o manual
A cor é um pouco diferente da foto
Recebi o {p}, ainda não testei
Atendeu o esperado`),
  /** Disappointed by the product. */
  poor: lines(`
Produto veio com defeito
O {p} não é igual ao da foto
Material muito fraco, não gostei
Comprei dois e recebi apenas um
Veio faltando peças
Recebi o {p} errado, quero trocar
Produto de péssima qualidade
O {p} chegou quebrado
Não funciona. Já pedi a troca e ninguém responde
Parece falsificado
O tamanho está errado
Veio outra marca, diferente do anunciado`),
  /** Still waiting. */
  missing: lines(`
Ainda não recebi o produto
Não recebi o {p} e ninguém dá retorno
Comprei e até agora nada
Meu pedido foi cancelado sem explicação
Cadê meu {p}? Já passou do prazo
O produto não foi entregue e quero meu dinheiro de volta
Loja não responde os e-mails
Nota fiscal emitida mas o {p} não saiu do lugar`),
  /** It came, but late. */
  late: lines(`
Demorou muito para chegar
Chegou depois do prazo
Entrega atrasada, o {p} é bom
Atrasou {d} dias e ninguém avisou
Só recebi depois de reclamar
O prazo não foi cumprido
Esperei {d} dias a mais que o combinado
Os Correios atrasaram a entrega do {p}`),
  /** Last words. */
  glad: lines(`
Recomendo!
Parabéns
Nota 10
Comprarei novamente
Super recomendo
Obrigada
Obrigado pela atenção
Loja de confiança
Amei 😍
👏👏👏
Muito satisfeita
Deus abençoe`),
  angry: lines(`
Não recomendo
Aguardo solução
Péssimo atendimento
Quero meu dinheiro de volta
Estou muito decepcionada
Não compro mais
Lamentável
Vou procurar o Procon 😡
Espero uma resposta
Total descaso com o cliente`),
  /** Titles of the glad, the others, the angry. */
  goodTitles: lines(`
recomendo
Super recomendo
Ótimo
Excelente
Muito bom
Bom
Perfeito
Adorei
Amei
Gostei muito
Entrega rápida
Produto excelente
ótimo produto
Parabéns
Nota 10
👍`),
  fairTitles: lines(`
Bom
Regular
Razoável
Bom produto
Poderia ser melhor
Atraso
Gostei
mais ou menos
Ok`),
  poorTitles: lines(`
Não recomendo
Péssimo
Não chegou meu produto
Produto errado
Decepcionada
Ruim
Não gostei
Produto com defeito
Atraso na entrega
NÃO RECOMENDO
Cadê meu produto?`),
} as const;

/** How people call what they bought, by the beginning of its category's name. */
export const nouns: readonly (readonly [category: string, words: readonly string[]])[] = [
  ["cama", ["jogo de cama", "lençol", "edredom", "jogo de toalhas", "cobre leito"]],
  ["esporte", ["bola", "bicicleta", "tênis", "kit de treino"]],
  ["moveis", ["móvel", "armário", "tapete", "espelho", "estante"]],
  ["beleza", ["creme", "secador", "kit", "hidratante"]],
  ["utilidades", ["conjunto de panelas", "jogo de copos", "pote", "faqueiro"]],
  ["automotivo", ["som", "farol", "tapete do carro", "suporte"]],
  ["informatica", ["teclado", "mouse", "cabo", "cartucho", "roteador"]],
  ["brinquedos", ["brinquedo", "boneca", "carrinho", "jogo"]],
  ["relogios", ["relógio", "relógio feminino", "presente"]],
  ["telefonia", ["celular", "carregador", "película", "capinha"]],
  ["bebes", ["carrinho", "berço", "kit do bebê"]],
  ["perfumaria", ["perfume", "kit de perfumes", "desodorante"]],
  ["fashion", ["vestido", "sapato", "bolsa", "tamanho"]],
  ["papelaria", ["caderno", "estojo", "convite"]],
  ["pet", ["brinquedo do cachorro", "aquário", "cama do gato"]],
  ["livros", ["livro", "livro usado"]],
  ["eletro", ["aparelho", "liquidificador", "ventilador"]],
];
