//! Rewriting a wasm module: functions in another order, imports under other names.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use anyhow::Result;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, ImportSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, ImportSectionReader, Parser, Payload};

use super::order::order;

/// Short names for what the module imports, by the long ones. wasm-bindgen's long names hold a fingerprint, which does
/// not compress, and each stands in the module and in the script. A name that is also exported is left out, since the
/// script says it then for another thing, too.
pub fn short_names(module: &[u8]) -> Result<BTreeMap<String, String>> {
    let (mut imported, mut exported) = (Vec::new(), BTreeSet::new());
    for section in Parser::new(0).parse_all(module) {
        match section? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported.push(import?.name);
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    exported.insert(export?.name);
                }
            }
            _ => (),
        }
    }
    let names = imported.into_iter().enumerate().filter(|(_, name)| name.starts_with("__wb"));
    let names = names.filter(|(_, name)| !exported.contains(name));
    Ok(names.map(|(index, name)| (name.to_owned(), short_name(index))).collect())
}

/// A name of two letters; of more from 676 on.
fn short_name(index: usize) -> String {
    let letter = |digit: usize| char::from(b'a' + u8::try_from(digit % 26).unwrap_or_default());
    let more = if index < 676 { String::new() } else { (index / 676).to_string() };
    [letter(index / 26), letter(index)].into_iter().collect::<String>() + &more
}

/// The module with its functions in the order in which they compress best, and with these names of imports.
pub fn rewritten(module: &[u8], names: &BTreeMap<String, String>) -> Result<Vec<u8>> {
    let (imports, bodies) = functions(module)?;
    let order = order(&bodies);
    let mut places = vec![0; order.len()];
    for (place, &function) in (0..).zip(&order) {
        places[function] = place;
    }
    let mut rewritten = Module::new();
    let mut rewriter = Rewriter { imports, order, places, names };
    rewriter.parse_core_module(&mut rewritten, Parser::new(0), module)?;
    Ok(rewritten.finish())
}

/// How many functions a module imports, and the bodies of its own.
fn functions(module: &[u8]) -> Result<(u32, Vec<&[u8]>)> {
    let (mut imports, mut bodies) = (0, Vec::new());
    for section in Parser::new(0).parse_all(module) {
        match section? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imports += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => (),
        }
    }
    Ok((imports, bodies))
}

struct Rewriter<'a> {
    /// How many functions are imported: they come first and stay.
    imports: u32,
    /// The functions, as they are to stand.
    order: Vec<usize>,
    /// Where each of them comes to stand.
    places: Vec<u32>,
    names: &'a BTreeMap<String, String>,
}

impl Reencode for Rewriter<'_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        let own = function.checked_sub(self.imports);
        Ok(own.map_or(function, |own| self.imports + self.places[own as usize]))
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error> {
        for import in section.into_imports() {
            let import = import?;
            let name = self.names.get(import.name).map_or(import.name, String::as_str);
            imports.import(import.module, name, self.entity_type(import.ty)?);
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for &function in &self.order {
            functions.function(types[function]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in self.order.clone() {
            self.parse_function_body(code, bodies[function].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{ExportKind, ExportSection, Function, TypeSection, ValType};

    #[test]
    fn names_are_short_and_differ() {
        let names: BTreeSet<String> = (0..2000).map(short_name).collect();
        assert_eq!((names.len(), short_name(0), short_name(27)), (2000, "aa".into(), "bb".into()));
    }

    /// A module of two functions, of which the first is small and calls the import and the second.
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([], [ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("./m.js", "__wbg_log_0123456789abcdef", wasm_encoder::EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(0).function(1);
        let mut exports = ExportSection::new();
        exports.export("start", ExportKind::Func, 1);
        let mut code = CodeSection::new();
        let mut first = Function::new([]);
        first.instructions().call(0).call(2).drop().end();
        let mut second = Function::new([]);
        second.instructions().i32_const(1).i32_const(2).i32_add().i32_const(3).i32_add().end();
        code.function(&first).function(&second);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&exports).section(&code);
        module.finish()
    }

    #[test]
    fn calls_and_exports_follow_their_functions() {
        let module = module();
        let names = short_names(&module).unwrap();
        assert_eq!(names["__wbg_log_0123456789abcdef"], "aa");
        let rewritten = rewritten(&module, &names).unwrap();
        let (imports, bodies) = functions(&rewritten).unwrap();
        assert_eq!((imports, bodies.len()), (1, 2));
        // The larger one is now the first, and the other calls it by its new number.
        assert!(bodies[0].len() > bodies[1].len());
        assert_eq!(bodies[1], [0, 0x10, 0, 0x10, 1, 0x1a, 0x0b]);
        let exports = Parser::new(0).parse_all(&rewritten).find_map(|section| match section {
            Ok(Payload::ExportSection(section)) => Some(section.into_iter().next()?.ok()?.index),
            _ => None,
        });
        assert_eq!(exports, Some(2));
        assert!(rewritten.windows(2).any(|name| name == b"aa"));
    }
}
