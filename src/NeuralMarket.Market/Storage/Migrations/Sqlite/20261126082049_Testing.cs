using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NeuralMarket.Market.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Testing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AuthorReportJson",
                table: "TestResults",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FeedbackReportJson",
                table: "TestResults",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReceiptBlob",
                table: "TestResults",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ParentId",
                table: "PublishedVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ParentVersions",
                table: "PublishedVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReceiptBlob",
                table: "PublishedVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PerceptualHash",
                table: "HeldOutImages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Split",
                table: "HeldOutImages",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DroppedAt",
                table: "Attempts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Lineages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PatchId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OutputsKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Lineages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Looks",
                columns: table => new
                {
                    SubmissionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AttemptNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LineageId = table.Column<Guid>(type: "TEXT", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    GivenBack = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Looks", x => new { x.SubmissionId, x.AttemptNumber, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "Retests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    StartedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    WorkDueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    WorkLeaseUntil = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Retests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReviewTasks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    PatchId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Version = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SubmissionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RetestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Finding = table.Column<string>(type: "TEXT", nullable: false),
                    ReportJson = table.Column<string>(type: "TEXT", nullable: true),
                    RaisedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    Resolution = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewTasks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReleasedFigures",
                columns: table => new
                {
                    LineageId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OutputsKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Accuracy = table.Column<double>(type: "REAL", nullable: false),
                    FiguresJson = table.Column<string>(type: "TEXT", nullable: false),
                    Answers = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleasedFigures", x => new { x.LineageId, x.OutputsKey });
                    table.ForeignKey(
                        name: "FK_ReleasedFigures_Lineages_LineageId",
                        column: x => x.LineageId,
                        principalTable: "Lineages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RetestItems",
                columns: table => new
                {
                    RetestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PatchId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Version = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ParentBefore = table.Column<string>(type: "TEXT", nullable: true),
                    ParentNow = table.Column<string>(type: "TEXT", nullable: true),
                    Key = table.Column<string>(type: "TEXT", nullable: true),
                    Decision = table.Column<string>(type: "TEXT", nullable: true),
                    Problem = table.Column<string>(type: "TEXT", nullable: true),
                    DoneAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetestItems", x => new { x.RetestId, x.PatchId, x.Version });
                    table.ForeignKey(
                        name: "FK_RetestItems_Retests_RetestId",
                        column: x => x.RetestId,
                        principalTable: "Retests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Lineages_AuthorId_OutputsKey",
                table: "Lineages",
                columns: new[] { "AuthorId", "OutputsKey" });

            migrationBuilder.CreateIndex(
                name: "IX_Lineages_AuthorId_PatchId",
                table: "Lineages",
                columns: new[] { "AuthorId", "PatchId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Looks_AuthorId_At",
                table: "Looks",
                columns: new[] { "AuthorId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Looks_LineageId_At",
                table: "Looks",
                columns: new[] { "LineageId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Retests_WorkDueAt",
                table: "Retests",
                column: "WorkDueAt");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewTasks_PatchId_Version_Kind",
                table: "ReviewTasks",
                columns: new[] { "PatchId", "Version", "Kind" },
                unique: true,
                filter: "\"ClosedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Looks");

            migrationBuilder.DropTable(
                name: "ReleasedFigures");

            migrationBuilder.DropTable(
                name: "RetestItems");

            migrationBuilder.DropTable(
                name: "ReviewTasks");

            migrationBuilder.DropTable(
                name: "Lineages");

            migrationBuilder.DropTable(
                name: "Retests");

            migrationBuilder.DropColumn(
                name: "AuthorReportJson",
                table: "TestResults");

            migrationBuilder.DropColumn(
                name: "FeedbackReportJson",
                table: "TestResults");

            migrationBuilder.DropColumn(
                name: "ReceiptBlob",
                table: "TestResults");

            migrationBuilder.DropColumn(
                name: "ParentId",
                table: "PublishedVersions");

            migrationBuilder.DropColumn(
                name: "ParentVersions",
                table: "PublishedVersions");

            migrationBuilder.DropColumn(
                name: "ReceiptBlob",
                table: "PublishedVersions");

            migrationBuilder.DropColumn(
                name: "PerceptualHash",
                table: "HeldOutImages");

            migrationBuilder.DropColumn(
                name: "Split",
                table: "HeldOutImages");

            migrationBuilder.DropColumn(
                name: "DroppedAt",
                table: "Attempts");
        }
    }
}
