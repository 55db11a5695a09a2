#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "entente/import.hpp"
#include "ingest/import_base/file_names.hpp"
#include "ingest/import_load/bulk_target.hpp"
#include "ingest/import_load/rdf_key.hpp"
#include "ingest/import_load/row_loader.hpp"
#include "ingest/import_load/transaction_target.hpp"
#include "ingest/import_readers/csv_rows.hpp"
#include "ingest/import_readers/graph_files.hpp"
#include "storage/graph/import_mark.hpp"

namespace entente {
namespace importing {
namespace {

/// The plan with patterns replaced by files and formats made explicit.
Result<ImportPlan> settle(ImportPlan plan) {
  for (NodeFile& file : plan.nodes) {
    ENTENTE_ASSIGN(file.paths, expand_paths(file.paths));
  }
  for (RelationshipFile& file : plan.relationships) {
    ENTENTE_ASSIGN(file.paths, expand_paths(file.paths));
  }
  std::vector<GraphFile> graphs;
  for (const GraphFile& file : plan.graphs) {
    ENTENTE_ASSIGN(const auto paths, expand_paths({file.path}));
    for (const std::string& path : paths) {
      GraphFile one{path, file.format};
      if (one.format == ImportFormat::automatic) {
        ENTENTE_ASSIGN(one.format, format_of(path));
      }
      if (one.format == ImportFormat::csv) {
        return Error::plain(ErrorClass::argument_error,
                            path + ": a CSV file holds either nodes or relationships",
                            "name it with --nodes or --relationships");
      }
      graphs.push_back(std::move(one));
    }
  }
  plan.graphs = std::move(graphs);
  return plan;
}

std::vector<std::string> all_paths(const ImportPlan& plan) {
  std::vector<std::string> paths;
  for (const NodeFile& file : plan.nodes) {
    paths.insert(paths.end(), file.paths.begin(), file.paths.end());
  }
  for (const GraphFile& file : plan.graphs) paths.push_back(file.path);
  for (const RelationshipFile& file : plan.relationships) {
    paths.insert(paths.end(), file.paths.begin(), file.paths.end());
  }
  return paths;
}

std::string mark_text(const std::vector<std::string>& paths) {
  constexpr std::size_t shown = 5;
  std::string text;
  for (std::size_t i = 0; i < paths.size() && i < shown; ++i) {
    text += (i > 0 ? ", " : "") + paths[i];
  }
  if (paths.size() > shown) text += " and " + std::to_string(paths.size() - shown) + " more";
  return text;
}

/// The labels that relationship files name must be those of node files, unless the nodes may be in
/// the database already.
Status check_spaces(const RelationshipFile& file, const RowLoader& loader) {
  for (const std::string& label : {file.source_label, file.target_label}) {
    if (label.empty() || loader.has_space(label)) continue;
    return Error::plain(ErrorClass::argument_error,
                        "no node file has '" + label + "' as its first label");
  }
  return {};
}

Status read_all(const ImportPlan& plan, const ImportOptions& options, bool empty,
                RowLoader& loader) {
  for (const NodeFile& file : plan.nodes) ENTENTE_TRY(read_csv_nodes(file, plan, loader));
  ENTENTE_TRY(read_graph_files(plan, options, loader));
  for (const RelationshipFile& file : plan.relationships) {
    if (empty) ENTENTE_TRY(check_spaces(file, loader));
    ENTENTE_TRY(read_csv_relationships(file, plan, loader));
  }
  return loader.finish_rows();
}

Result<bool> is_empty(storage::GraphStore& store) {
  ENTENTE_ASSIGN(const auto transaction, store.begin(storage::AccessMode::read));
  ENTENTE_ASSIGN(const std::uint64_t nodes, transaction->node_count());
  return nodes == 0;
}

Status check_mark(storage::GraphStore& store, const ImportPlan& plan) {
  if (plan.upsert) return {};
  ENTENTE_ASSIGN(const auto mark, storage::import_mark(store));
  if (!mark) return {};
  return Error::plain(ErrorClass::transaction_state,
                      "an import into this database was not finished: " + *mark,
                      "run it again with --upsert, which completes it");
}

Result<std::unique_ptr<GraphTarget>> make_target(std::shared_ptr<storage::GraphStore> store,
                                                 const ImportPlan& plan,
                                                 const ImportOptions& options, bool bulk,
                                                 const std::string& mark) {
  if (bulk) {
    return BulkTarget::begin(std::move(store),
                             {options.memory_bytes_max, options.temporary_folder});
  }
  TransactionTargetOptions target;
  target.rows = std::max<std::uint64_t>(options.transaction_rows, 1);
  target.memory_bytes_max = options.memory_bytes_max / 4;
  target.upsert = plan.upsert;
  target.mark = mark;
  return TransactionTarget::begin(std::move(store), std::move(target));
}

Result<ImportReport> load(storage::GraphStore& store, const ImportPlan& plan,
                          const ImportOptions& options) {
  ENTENTE_ASSIGN(const bool empty, is_empty(store));
  // Sorted files replace nothing, and rows of an upsert may change what earlier ones made.
  const bool bulk = empty && !plan.upsert;
  const std::vector<std::string> paths = all_paths(plan);
  std::uint64_t bytes = 0;
  for (const std::string& path : paths) bytes += bytes_on_disk(path);
  ENTENTE_ASSIGN(const auto target,
                 make_target(store.shared_from_this(), plan, options, bulk, mark_text(paths)));
  RowLoader loader(*target, options, plan.id_column, bytes);
  ENTENTE_TRY(read_all(plan, options, bulk, loader));
  ENTENTE_TRY(loader.advance({}, 0));
  ENTENTE_TRY(target->finish());
  ImportReport report = loader.report();
  report.bulk = bulk;
  return report;
}

Result<ImportReport> run(storage::GraphStore& store, const ImportPlan& wanted,
                         const ImportOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  ENTENTE_ASSIGN(const ImportPlan plan, settle(wanted));
  ENTENTE_TRY(check_mark(store, plan));
  ENTENTE_ASSIGN(const auto key, create_rdf_key(plan, store));
  auto report = load(store, plan, options);
  if (!report) {
    // What failed leaves nothing; whoever takes this away too fails for a graver reason.
    if (key) ENTENTE_TRY(drop_rdf_key(*key, store));
    return report;
  }
  report->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return report;
}

}  // namespace
}  // namespace importing

Result<ImportReport> import_files(storage::GraphStore& store, const ImportPlan& plan,
                                  const ImportOptions& options) {
  return importing::run(store, plan, options);
}

Result<ImportReport> import_files(const OpenOptions& database, const ImportPlan& plan,
                                  const ImportOptions& options) {
  ENTENTE_ASSIGN(const auto store, storage::GraphStore::open(database));
  return import_files(*store, plan, options);
}

Result<std::optional<std::string>> unfinished_import(storage::GraphStore& store) {
  return storage::import_mark(store);
}

}  // namespace entente
